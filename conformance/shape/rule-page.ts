/** Where the page of a case's rule stands in this package. */

/** `docs/rules/usage.md#c202`; the pages are printed from the cases, one an area. */
export function rulePage({ uid, id }: { readonly uid: string; readonly id: string }): string {
  return `docs/rules/${areaOf(id)}.md#${uid}`;
}

/** The part of an id before the slash. */
export function areaOf(id: string): string {
  return id.split("/")[0] ?? id;
}
