import { isJson } from "../../src/base/index.ts";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { assemble } from "../../src/assembly/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import type { Alternative, Case, ExpectedChoice, LoadedCase } from "../shape/case.ts";
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

/** Members that a case does not ask for, since its rule is about others, although the reference road has them. */
const NOT_ASKED: Readonly<Record<string, readonly (keyof ExpectedChoice)[]>> = {
  // Two calls, each with a finish reason: what becomes of the reasons is no matter of the second call.
  d014: ["finish_reason"],
  // Arguments that are an object: what is made of them is no matter of whether the chunk is passed over.
  b027: ["tool_calls"],
};

/** Accepted of readers that go beyond the letter of the format, as the reference road does not. */
const BEYOND_THE_LETTER = ["b021"];

const chat = named.filter(
  ([, one]) =>
    one.case.op === "chat.stream" &&
    isWhole(one.case) &&
    isReadable(one) &&
    completed(one.case).length > 0 &&
    !BEYOND_THE_LETTER.includes(one.case.uid),
);

test.each(chat)("%s: the truth is what the reference road assembles", (_name, { case: one, bodies }) => {
  const assembled = assemble(...itemsOf(bodies));
  // Where several ends are accepted, the reference road comes to the first that is no failure.
  const [{ message, usage } = { message: undefined, usage: undefined }] = completed(one);
  expect(message).toBeDefined();
  const notAsked = NOT_ASKED[one.uid] ?? [];
  expect(message?.choices).toEqual(
    assembled.message.choices.map((choice, index) => without(asExpected(choice, message?.choices[index]), notAsked)),
  );
  if (usage !== undefined && usage !== null) expect(assembled.usage).toMatchObject(usage);
  if (!notAsked.includes("finish_reason"))
    expect(assembled.status).toBe(isFinished(message?.choices ?? []) ? "complete" : "incomplete");
});

function without(said: Readonly<Record<string, unknown>>, members: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(said).filter(([name]) => !members.includes(name)));
}

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
function asExpected(choice: AssembledChoice, due: ExpectedChoice | undefined): Readonly<Record<string, unknown>> {
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
  // Where practice is divided, the first end that is no failure is what the clauses say.
  for (const { events } of one.level === "observe" ? completed(one).slice(0, 1) : completed(one)) {
    expect(events).toEqual(
      decoded.map(({ event, data, id }, index) => {
        const due = events?.[index];
        return { event, data: textAs(data, due?.data), ...(due?.id === undefined ? {} : { id }) };
      }),
    );
  }
});
