/** Names the members in which a restarted adapter claims something else than at first. */
import type { Ready } from "../shape/protocol.ts";

/** What is judged by; a process id or a start time in the identity may well change. */
function claimsOf(ready: Ready): Readonly<Record<string, unknown>> {
  return {
    client: [ready.client.name, ready.client.version],
    capabilities: [...ready.capabilities].sort(),
    profiles: [...ready.profiles].sort(),
    max_in_flight: ready.max_in_flight,
    error_map: Object.entries(ready.error_map).sort(([one], [other]) => (one < other ? -1 : 1)),
    usage_absent_as: ready.usage_absent_as ?? null,
  };
}

export function changedClaims(first: Ready, again: Ready): readonly string[] {
  const now = claimsOf(again);
  return Object.entries(claimsOf(first))
    .filter(([name, claim]) => JSON.stringify(claim) !== JSON.stringify(now[name]))
    .map(([name]) => name);
}
