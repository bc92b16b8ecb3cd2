/** Keeps a member that has no place in the message. */

/** F38 (and F5, F6, F8, F25, F27): the last non-null value replaces; strings of unknown meaning are never concatenated. */
export function keepExtension(extensions: Map<string, unknown>, name: string, value: unknown): void {
  // Null and absent are the same and never erase.
  if (value === null || value === undefined) return;
  extensions.set(name, value);
}
