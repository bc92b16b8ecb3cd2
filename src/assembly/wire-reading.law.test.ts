/** Law: the wire reading accepts what the fold reads. */
import { expect, test } from "vitest";
import { isWireChunk } from "../schema/index.ts";
import type { Assembled } from "./assembled.ts";
import { foldChunks } from "./fold-chunks.ts";

/** A value of each kind for every member. */
const VALUES = ["a", "", 7, -1, 1.5, true, false, [], ["a"], [{}], [7], {}, { a: 1 }, { name: "f" }, { text: "t" }];

type Place = { readonly name: string; readonly chunk: (value: unknown) => object };

const choice = (members: object) => ({ choices: [{ index: 0, delta: {}, ...members }] });
const delta = (members: object) => choice({ delta: members });
const fragment = (members: object) => delta({ tool_calls: [{ index: 0, id: "c", ...members }] });

function places(holder: string, names: string, wrap: (members: object) => object): readonly Place[] {
  return names.split(" ").map((name) => ({ name: `${holder}.${name}`, chunk: (value) => wrap({ [name]: value }) }));
}

const PLACES: readonly Place[] = [
  ...places(
    "choice",
    "index delta finish_reason logprobs message text token_ids content_filter_results content_filter_offsets error stop_reason",
    choice,
  ),
  ...places(
    "delta",
    "role content refusal reasoning reasoning_content reasoning_details tool_calls function_call audio annotations images " +
      "executed_tools token_id token_ids channel",
    delta,
  ),
  ...places("part", "type text thinking", (part) => delta({ content: [{ type: "x", ...part }] })),
  ...places("fragment", "index id type function custom extra_content", fragment),
  ...places("function", "name arguments", (called) => fragment({ function: called })),
  ...places("custom", "name input", (custom) => fragment({ custom })),
  ...places("function_call", "name arguments", (call) => delta({ function_call: { name: "f", ...call } })),
  ...places("logprobs", "content refusal tokens", (logprobs) => choice({ logprobs })),
];

/** Values that change what comes of the chunk, without a note that they are invalid, and are refused all the same. */
function refused(accepts: (chunk: unknown) => boolean): readonly string[] {
  return PLACES.flatMap(({ name, chunk }) =>
    VALUES.flatMap((value) => {
      const [given, without] = [chunk(value), chunk(undefined)];
      const folded = foldChunks([given]);
      const isRead = kept(folded) !== kept(foldChunks([without]));
      const isNoted = folded.notes.some(({ code }) => code.endsWith("-invalid"));
      return isRead && !isNoted && !accepts(given) ? [`${name}: ${JSON.stringify(value)}`] : [];
    }),
  );
}

function kept({ message, extras, extensions, error }: Assembled): string {
  return JSON.stringify({ message, extras, extensions, error });
}

test("law: what the fold reads, the wire reading accepts", () => {
  expect(refused(isWireChunk)).toEqual([]);
});

test.each<[string, string, (text: string) => boolean]>([
  ["arguments are text", "function.arguments", (text) => !/"arguments":[[{]/.test(text)],
  ["reasoning is text", "delta.reasoning", (text) => !/"reasoning":[[{]/.test(text)],
  ["parts are objects", "delta.content", (text) => !/"content":\["/.test(text)],
])("a reading in which %s is caught", (_, place, accepts) => {
  const names = refused((chunk) => isWireChunk(chunk) && accepts(JSON.stringify(chunk)));
  expect(names.map((name) => name.split(":")[0])).toContain(place);
});
