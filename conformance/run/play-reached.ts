/** Plays a script again where the client was told of a failure although no request of it had reached our server. */
import type { Observation } from "../shape/observation.ts";
import { playOnce, type PlayOnceInput } from "./play-once.ts";

/**
 * A client that keeps connections may send a request on one that the answer to another job has just closed; both
 * sides are within their rights (RFC 9112, 9.5), and nothing of this case was played. So it is played once more, and
 * only what comes of that is judged. Null where the run was interrupted meanwhile.
 */
export async function playReached(input: PlayOnceInput): Promise<Observation | null> {
  const seen = await playOnce(input);
  if (seen === null || input.given.expect.server?.requests === 0 || !neverReached(seen)) return seen;
  const again = await playOnce({ ...input, attempt: input.attempt + 1 });
  return again === null ? null : { ...again, pollution: [...seen.pollution, ...again.pollution] };
}

function neverReached({ ending, server }: Observation): boolean {
  return server.requests.length === 0 && ending.kind === "result" && ending.result.outcome === "failed";
}
