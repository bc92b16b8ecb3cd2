/** Reads which attempt a request belongs to: from its path, or else from its API key. */
import type { RequestHead } from "./record-attempt.ts";

export const API_KEY_PREFIX = "sk-streamproof-";

// The scheme and host of an absolute-form target, as a client behind a proxy setting would send it.
const ABSOLUTE = /^https?:\/\/[^/]*/i;
const IN_PATH = /^\/a\/([^/?#]+)(?:[/?#]|$)/;
const IN_KEY = new RegExp(`^bearer +${API_KEY_PREFIX}([^\\s]+)$`, "i");

/** Null where neither names one. A path that names a token is believed, even where the key names another. */
export function readToken(head: Pick<RequestHead, "path" | "headers">): string | null {
  const inPath = IN_PATH.exec(head.path.replace(ABSOLUTE, ""))?.[1];
  if (inPath !== undefined) return inPath;
  return IN_KEY.exec(head.headers["authorization"] ?? "")?.[1] ?? null;
}

/** The path on the attempt of a request: below its token, or as it is where the API key names the attempt. */
export function pathOnAttempt(requestPath: string, below: string): string {
  const token = IN_PATH.exec(requestPath.replace(ABSOLUTE, ""))?.[1];
  return token === undefined ? below : `/a/${token}${below}`;
}
