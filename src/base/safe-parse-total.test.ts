/** Whatever a shape does, the answer is a value. */
import { expect, test } from "vitest";
import { z } from "zod";
import { safeParseTotal } from "./safe-parse-total.ts";

const Shape = z.object({ rows: z.array(z.object({ cells: z.array(z.object({})) })) });

test("what fits comes back as the shape reads it, what does not with its problems", () => {
  expect(safeParseTotal(Shape, { rows: [], more: 1 })).toEqual({ success: true, data: { rows: [] } });
  expect(safeParseTotal(Shape, { rows: 1 })).toMatchObject({ success: false, issues: [{ path: ["rows"] }] });
});

test("more problems than a call takes arguments are one problem", () => {
  const value = { rows: [{ cells: Array.from({ length: 300_000 }, () => 0) }] };
  expect(() => Shape.safeParse(value)).toThrow(RangeError);
  expect(safeParseTotal(Shape, value)).toEqual({
    success: false,
    issues: [{ code: "custom", path: [], message: "too many problems to list" }],
  });
});

test("a shape that throws is a failure as well", () => {
  const shape = {
    safeParse: (): never => {
      throw new TypeError("no");
    },
  };
  expect(safeParseTotal(shape, 1)).toMatchObject({ success: false, issues: [{ message: "it could not be read" }] });
});
