import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assemble } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import type { Capability } from "../shape/capability.ts";
import type { Alternative, Case, ExpectedChoice, LoadedCase } from "../shape/case.ts";
import { fixturesRoot } from "./fixtures-root.ts";
import { loadCatalogue } from "./load-catalogue.ts";

const ALL = loadCatalogue();
const named = ALL.map((one): [string, LoadedCase] => [`${one.case.uid} ${one.case.id}`, one]);

/** The reference road can be asked only where the answer came whole, as a stream. */
function isWhole({ exchanges, abort }: Case): boolean {
  return (
    abort === null &&
    exchanges.every(
      ({ status, headers, end }) =>
        status === 200 &&
        headers["content-type"] === "text/event-stream" &&
        end !== "rst" &&
        end !== "missing_last_chunk",
    )
  );
}

function completed(one: Case): readonly Alternative[] {
  return one.expect.any_of.filter(({ outcome }) => outcome === "completed");
}

test("the catalogue is there", () => {
  expect(ALL.length).toBeGreaterThanOrEqual(25);
});

/** Data that is no JSON leaves it to each reader what comes of it. */
function isReadable({ bodies }: LoadedCase): boolean {
  const [items] = itemsOf(bodies);
  return [...items].every((item) => item.kind !== "event" || item.data.trim() === "[DONE]" || isJson(item.data));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const chat = named.filter(
  ([, one]) => one.case.op === "chat.stream" && isWhole(one.case) && isReadable(one) && completed(one.case).length > 0,
);

test.each(chat)("%s: the truth is what the reference road assembles", (_name, { case: one, bodies }) => {
  const assembled = assemble(...itemsOf(bodies));
  // Where several ends are accepted, the reference road comes to the first that is no failure.
  const [{ message, usage } = { message: undefined, usage: undefined }] = completed(one);
  expect(message).toBeDefined();
  expect(message?.choices).toEqual(
    assembled.message.choices.map((choice, index) => asExpected(choice, message?.choices[index])),
  );
  if (usage !== undefined && usage !== null) expect(assembled.usage).toMatchObject(usage);
  expect(assembled.status).toBe(isFinished(message?.choices ?? []) ? "complete" : "incomplete");
});

function isFinished(choices: readonly ExpectedChoice[]): boolean {
  return choices.length > 0 && choices.every(({ finish_reason }) => typeof finish_reason === "string");
}

test("law: a wrong truth is found by the reference road", () => {
  let found = 0;
  for (const [, { bodies }] of chat) {
    const [first] = assemble(...itemsOf(bodies)).message.choices;
    if (first === undefined) continue;
    const wrong: ExpectedChoice = { index: 0, content: `${first.content ?? ""}!`, finish_reason: first.finish_reason };
    expect(wrong).not.toEqual(asExpected(first, wrong));
    found += 1;
  }
  expect(found).toBeGreaterThan(chat.length / 2);
});

function itemsOf(bodies: readonly Uint8Array[]): Parameters<typeof assemble> {
  const { items, residue } = decodeBytes(bodies);
  return [items, residue];
}

type AssembledChoice = ReturnType<typeof assemble>["message"]["choices"][number];

/** The assembled choice in the members that the case speaks of; a member that it leaves out must be empty. */
function asExpected(choice: AssembledChoice, due: ExpectedChoice | undefined): unknown {
  const said: Record<string, unknown> = { index: choice.index };
  for (const member of ["content", "reasoning", "refusal", "finish_reason"] as const) {
    const isEmpty = choice[member] === null || choice[member] === "";
    // Core cases may leave reasoning out: whoever reports none is not asked for it.
    if (due?.[member] !== undefined || (!isEmpty && member !== "reasoning"))
      said[member] = textAs(choice[member], due?.[member]);
  }
  if (choice.tool_calls.length > 0 || due?.tool_calls !== undefined) {
    said["tool_calls"] = choice.tool_calls.map(({ id, name, arguments: raw }, index) => {
      const call = due?.tool_calls?.[index];
      return {
        id,
        name,
        ...(call?.arguments === undefined && call !== undefined ? {} : { arguments: raw }),
        // Arguments that were cut have no value, and empty ones stand for none.
        ...(call?.arguments_json === undefined
          ? {}
          : { arguments_json: JSON.parse(raw === "" ? "{}" : raw) as unknown }),
      };
    });
  }
  return said;
}

/** As the length and digest by which a case may speak of a long text. */
function textAs(text: string | null, due: ExpectedChoice["content"]): unknown {
  if (text === null || typeof due !== "object" || due === null) return text;
  return { length: Buffer.byteLength(text), sha256: createHash("sha256").update(text).digest("hex") };
}

const readers = named.filter(([, one]) => one.case.op === "sse.read");

test.each(readers)("%s: the events are those of the bytes", (_name, { case: one, bodies }) => {
  const decoded = decodeBytes(bodies).items.flatMap((item) =>
    item.kind === "event" ? [{ event: item.event, data: item.data, id: item.id }] : [],
  );
  for (const { events } of completed(one)) {
    expect(events).toEqual(
      decoded.map(({ event, data, id }, index) => {
        const due = events?.[index];
        return { event, data: textAs(data, due?.data), ...(due?.id === undefined ? {} : { id }) };
      }),
    );
  }
});

/** What a case must speak of where it needs a capability. */
const SPOKEN_OF: Partial<Record<Capability, (one: Case) => boolean>> = {
  "report.usage": (one) => completed(one).some(({ usage }) => usage !== undefined && usage !== null),
  "report.finish_reason": (one) =>
    // A finish of `error` is a way of being told.
    completed(one).length === 0 || someChoice(one, ({ finish_reason }) => finish_reason !== undefined),
  "report.choices": (one) => one.request.n !== undefined && one.request.n > 1,
  "report.last_event_id": (one) =>
    completed(one).some(({ events }) => events?.some(({ id }) => id !== undefined) === true),
  "report.tool_calls": (one) => someChoice(one, ({ tool_calls }) => tool_calls !== undefined),
  "report.reasoning": (one) => someChoice(one, ({ reasoning }) => reasoning !== undefined),
  "report.refusal": (one) => someChoice(one, ({ refusal }) => refusal !== undefined),
  "report.error": (one) =>
    one.expect.any_of.some(({ errors }) => errors?.message !== undefined || errors?.status !== undefined),
  "sse.http": ({ op, exchanges }) =>
    op === "sse.read" &&
    exchanges.some(({ status, headers }) => status !== 200 || headers["content-type"] !== "text/event-stream"),
  "action.retry": (one) => one.expect.server?.requests !== undefined,
  "observe.progress": (one) => one.delivery === "incremental",
  "action.abort.signal": (one) => one.abort?.how === "signal",
  "action.abort.break": (one) => one.abort?.how === "break",
  "action.abort.close": (one) => one.abort?.how === "close",
};

function someChoice(one: Case, holds: (choice: ExpectedChoice) => boolean): boolean {
  return completed(one).some(({ message }) => message?.choices.some(holds) === true);
}

test.each(named)("%s: it needs only what it speaks of", (_name, { case: one }) => {
  expect(one.needs.filter((need) => SPOKEN_OF[need]?.(one) !== true)).toEqual([]);
});

test.each(named)("%s: its level has its grounds, its file its name", (_name, { case: one, file }) => {
  const grounds = one.refs.filter(({ kind }) => kind === "spec" || kind === "vendor-doc" || kind === "recording");
  if (one.level === "must") expect(grounds).not.toEqual([]);
  if (one.level === "must") expect(["spec", "vendor-doc"]).toContain(one.basis);
  expect(one.why).toBeDefined();
  expect(one.refs).not.toEqual([]);
  if (file.startsWith("crafted/")) expect(file).toBe(`crafted/${one.id}.yaml`);
});

test("uids never vanish or change hands", () => {
  const lines = readFileSync(join(fixturesRoot(), "uid.lock"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const locked = lines.map((line) => line.split(" "));
  expect(locked.every((parts) => parts.length === 2)).toBe(true);
  expect(lines).toEqual(lines.toSorted());
  for (const [uid, id] of locked) {
    const one = ALL.find((loaded) => loaded.case.uid === uid)?.case;
    expect([one?.id, ...(one?.aliases ?? [])], `uid ${uid}`).toContain(id);
  }
  expect(ALL.map((one) => one.case.uid).toSorted()).toEqual(locked.map(([uid]) => uid));
});
