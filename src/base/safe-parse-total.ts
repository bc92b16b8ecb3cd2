/** Asks a shape about a value from outside, and never throws. */

/** What a shape is asked: Zod's `safeParse`, without its types. */
type Shape<Data, Issue> = {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Data }
    | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } };
};

/** Stands for problems that could not be listed. */
export type TooMany = { readonly code: "custom"; readonly path: readonly PropertyKey[]; readonly message: string };

type TotalRead<Data, Issue> =
  | { readonly success: true; readonly data: Data }
  | { readonly success: false; readonly issues: readonly (Issue | TooMany)[] };

/**
 * Zod hands the problems of nested parts upwards as arguments of one call: 150 thousand of them, which fit into 300 KB
 * of input, overflow the stack, and `safeParse` throws a RangeError. That is an ordinary failure here.
 */
export function safeParseTotal<Data, Issue>(shape: Shape<Data, Issue>, value: unknown): TotalRead<Data, Issue> {
  try {
    const read = shape.safeParse(value);
    return read.success ? read : { success: false, issues: read.error.issues };
  } catch (error) {
    const said = error instanceof RangeError ? "too many problems to list" : "it could not be read";
    return { success: false, issues: [{ code: "custom", path: [], message: said }] };
  }
}
