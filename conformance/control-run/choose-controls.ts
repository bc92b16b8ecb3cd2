/** Chooses the bare clients of a client's own runtime by what its adapter says of itself. */
import type { ClientIdentity } from "../shape/protocol.ts";

export type ControlName =
  | "node-fetch"
  | "node-http"
  | "python-urllib"
  | "python-http-client"
  | "python-httpx"
  | "go-net-http";

type Choice = { readonly runtime: RegExp; readonly transport: RegExp; readonly control: ControlName };

/** In order: the first row of a runtime whose pattern fits wins, so that `urllib3` and `node-fetch` are no `urllib` and no fetch. */
const CHOICES: readonly Choice[] = [
  { runtime: /^node\b/, transport: /\bnode-fetch\b|\baxios\b|\bgot\b|\bsuperagent\b|\bneedle\b/, control: "node-http" },
  { runtime: /^node\b/, transport: /\bundici\b|\bfetch\b/, control: "node-fetch" },
  { runtime: /^node\b/, transport: /\bhttps?\b|\bllhttp\b/, control: "node-http" },
  { runtime: /^(?:c?python|pypy)\b/, transport: /\bhttpx2?\b|\bhttpcore\b|\bh11\b/, control: "python-httpx" },
  {
    runtime: /^(?:c?python|pypy)\b/,
    transport: /\burllib3\b|\brequests\b|\bhttp\.client\b/,
    control: "python-http-client",
  },
  { runtime: /^(?:c?python|pypy)\b/, transport: /\burllib\b/, control: "python-urllib" },
  { runtime: /^go(?:lang)?\s*\d/, transport: /^(?!.*(?:fasthttp|curl))/, control: "go-net-http" },
];

export type ChosenControl =
  | { readonly control: ControlName }
  /** Why there is none. */
  | { readonly control: null; readonly because: string };

/** Go has one transport, so a Go client need not name it; the others must. */
export function chooseControl(identity: ClientIdentity): ChosenControl {
  const runtime = identity.runtime?.toLowerCase().trim();
  const transport = identity.transport?.toLowerCase() ?? "";
  if (runtime === undefined) return none("the adapter does not say what runtime the client has");
  const rows = CHOICES.filter((choice) => choice.runtime.test(runtime));
  if (rows.length === 0) return none(`there is no bare client of ${runtime}`);
  const row = rows.find((choice) => choice.transport.test(transport));
  if (row !== undefined) return { control: row.control };
  return none(
    transport === ""
      ? "the adapter does not say what transport the client has"
      : `there is no bare client of ${transport} on ${runtime}`,
  );
}

/** Same version of the transport where both name it, else of the runtime: what another version does excuses nobody. */
export function hasSameRuntime(client: ClientIdentity, control: ClientIdentity): boolean {
  const [one, other] = [namedVersion(client.transport), namedVersion(control.transport)];
  // undici and httpx also come as packages, in versions of their own.
  if (one !== null && other !== null && one.name === other.name) return one.version === other.version;
  const [mine, its] = [namedVersion(client.runtime), namedVersion(control.runtime)];
  return mine !== null && its !== null && mine.name === its.name && mine.version === its.version;
}

// --- internal ---

function none(because: string): ChosenControl {
  return { control: null, because };
}

/** `go1.26.8` and `Go 1.26.8`, `node v20.20.2` and `node 20.20.2`, `cpython 3.11.7` and `python 3.11.7` are one. */
function namedVersion(text: string | undefined): { readonly name: string; readonly version: string } | null {
  const parts = /^([a-z][a-z.:_-]*?)[\s/]*v?(\d[\w.+-]*)/.exec(text?.toLowerCase().trim() ?? "");
  const [, name, version] = parts ?? [];
  return name === undefined || version === undefined ? null : { name: name.replace(/^cpython$/, "python"), version };
}
