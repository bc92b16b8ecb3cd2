/** Draws the arguments of a tool call: JSON objects as text, in the spellings that a second parse would lose. */
import * as fc from "fast-check";
import { jsonValue } from "./json-value.ts";
import { text } from "./text.ts";

/** Texts that parse and print would change; the empty one is what some servers send for a call without arguments. */
const SPELLINGS = [
  "{}",
  '{"city":"Paris"}',
  "",
  '{"city": "Paris", "days": 3}',
  '{\n  "city": "Paris"\n}',
  '{"id":9007199254740993,"seed":12658879820317954000,"less":-9223372036854775808}',
  '{"one":1.0,"tiny":1e-05,"zero":-0}',
  '{"\\u00e9":"\\u00e9","pair":"\\ud83d\\ude42","slash":"\\/"}',
  '{"":"","a":{"b":{"c":[[],{},null,true,false,"x"]}}}',
  '{"path":"C:\\\\new\\\\table","say":"\\"hi\\"","line":"a\\nb"}',
  '{"a":1,"a":2}',
  '{"text":"日本 🙂 e\u0301 \u2028"}',
] as const;

const drawn = fc.dictionary(text(1), jsonValue, { maxKeys: 3, noNullPrototype: true });

/** JSON text, or "". Shrinks toward `{}`. */
export function jsonArguments(): fc.Arbitrary<string> {
  return fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(...SPELLINGS),
    fc.tuple(drawn, fc.boolean()).map(([object, isSpaced]) => JSON.stringify(object, null, isSpaced ? 1 : 0)),
  );
}
