/** Says with which command line a reader repeats one play. */
import type { Mode } from "./spawn-driver.ts";
import { quoteShell } from "./quote-shell.ts";

/** How the reader repeats one play: with the same command, or through `clients check`. */
export type RepeatHow =
  | { readonly kind: "command"; readonly command: readonly string[]; readonly flags?: readonly string[] }
  | { readonly kind: "client"; readonly name: string; readonly flags?: readonly string[] };

/** A command line that a person can paste into a POSIX shell. */
export function repeatCommand(how: RepeatHow, uid: string, key: string): string {
  const chosen = ["--only", uid, ...(key === "plain" ? [] : ["--variant", key]), ...(how.flags ?? [])];
  const flags = chosen.map(quoteShell).join(" ");
  if (how.kind === "client") return `npx streamproof clients check ${quoteShell(how.name)} ${flags}`;
  return `npx streamproof check ${flags} -- ${how.command.map(quoteShell).join(" ")}`;
}

export type RepeatedOptions = {
  readonly mode?: Mode;
  readonly profile: readonly string[];
  readonly strictDelivery?: boolean;
  readonly fixtures?: string;
  readonly passEnv?: readonly string[];
};

/** What a play must be given again to come out the same; limits and reporters are left to whoever repeats it. */
export function repeatFlags(options: RepeatedOptions): readonly string[] {
  return [
    ...(options.mode === undefined || options.mode === "stdio" ? [] : ["--mode", options.mode]),
    ...options.profile.flatMap((name) => ["--profile", name]),
    ...(options.strictDelivery === true ? ["--strict-delivery"] : []),
    ...(options.fixtures === undefined ? [] : ["--fixtures", options.fixtures]),
    ...(options.passEnv ?? []).flatMap((name) => ["--pass-env", name]),
  ];
}
