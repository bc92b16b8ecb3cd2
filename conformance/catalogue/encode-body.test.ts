import { expect, test } from "vitest";
import { CaseExchange } from "../shape/case.ts";
import { encodeBody } from "./encode-body.ts";

function spell(blocks: readonly unknown[]): string {
  const exchange = CaseExchange.parse({ blocks, framing: { done: false } });
  return new TextDecoder().decode(encodeBody(exchange, "exchanges[0]", () => new Uint8Array(0)));
}

test("a raw block stands as often as it says, with nothing between", () => {
  const blocks = [{ raw: 'data: "' }, { raw: "ab ", repeat: 3 }, { raw: '"\n\n' }];
  expect(spell(blocks)).toBe('data: "ab ab ab "\n\n');
  expect(spell([{ raw: ": once\n" }])).toBe(": once\n");
});

test("a block that would fill the memory is refused", () => {
  const refused = [0, -1, 1.5, 16_777_217].map((repeat) => CaseExchange.safeParse({ blocks: [{ raw: "x", repeat }] }));
  expect(refused.map(({ success }) => success)).toEqual([false, false, false, false]);
  expect(CaseExchange.safeParse({ blocks: [{ raw: "x", repeat: 16_777_216 }] }).success).toBe(true);
});

test("only raw blocks are repeated", () => {
  expect(CaseExchange.safeParse({ blocks: [{ data: "x", repeat: 2 }] }).success).toBe(false);
});
