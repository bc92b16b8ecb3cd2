/** A profile that is asked for, claimed or needed is one of the dialects; another one is named with what was meant. */
import { expect, test } from "vitest";
import { readAdapterLine } from "../adapter/read-adapter-line.ts";
import { Case } from "../shape/case.ts";
import { PROFILE_NAMES } from "../shape/profile.ts";
import { PROTOCOL_VERSION } from "../shape/protocol.ts";
import { requireProfiles } from "./require-profiles.ts";

const ready = (profiles: readonly string[]) =>
  readAdapterLine(
    new TextEncoder().encode(
      JSON.stringify({
        type: "ready",
        protocol: PROTOCOL_VERSION,
        client: { name: "c", version: "1" },
        capabilities: ["chat.stream"],
        profiles,
      }),
    ),
  );

test("every dialect can be asked for and claimed", () => {
  expect(requireProfiles(PROFILE_NAMES)).toEqual(PROFILE_NAMES);
  expect(ready(PROFILE_NAMES)).toMatchObject({ kind: "ready", ready: { profiles: PROFILE_NAMES } });
  expect(PROFILE_NAMES.length).toBeGreaterThan(30);
});

test.each([
  ["opnrouter", 'no profile is called "opnrouter"; did you mean openrouter'],
  ["mistrall", "did you mean mistral?"],
  ["zzzzzzzzzzzzzzz", "there are core, openai, azure"],
])("asked for %s", (name, detail) => {
  expect(() => requireProfiles(["core", name])).toThrowError(
    expect.objectContaining({
      code: "PROFILE_UNKNOWN",
      place: `--profile ${name}`,
      detail: expect.stringContaining(detail),
    }),
  );
});

test("claimed: the adapter is told which of its names it is", () => {
  expect(ready(["core", "opnrouter"])).toMatchObject({
    kind: "invalid",
    type: "ready",
    detail: expect.stringContaining('profiles[1]: "opnrouter" is not in the closed list; did you mean openrouter?'),
  });
});

test("needed by a case: an unknown one is no case", () => {
  const { success, data } = Case.shape.profile.safeParse("groq");
  expect([success, data]).toEqual([true, "groq"]);
  expect(Case.shape.profile.safeParse("grok").error?.issues[0]?.message).toContain("did you mean groq");
});
