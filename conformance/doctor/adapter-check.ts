/** One check of an adapter: what was looked at, and what came of it. */

/** `wrong` says what came and what to do next; `skipped` says why nothing was looked at. */
export type AdapterCheck = { readonly id: string; readonly title: string } & (
  | { readonly status: "ok" }
  | { readonly status: "wrong"; readonly detail: string; readonly next: string }
  | { readonly status: "skipped"; readonly because: string }
);
