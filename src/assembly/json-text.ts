/** Writes a value as compact JSON text, members in the order they were sent. Never throws. */
export function jsonText(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // Nested past the stack, cyclic, or a BigInt: possible only in values that a client reports.
    return null;
  }
}
