/** Checks one canary: a stream whose content must reach the runner unchanged. */
import type { AdapterCheck } from "./adapter-check.ts";
import type { Canary } from "./canaries.ts";
import { describeVerdict } from "./describe-verdict.ts";
import { playStream, unprovable, type Examination } from "./examination.ts";

export async function checkCanary(given: Examination, canary: Canary): Promise<AdapterCheck> {
  const { id, title, next, loaded } = canary;
  const because = unprovable(given, loaded);
  if (because !== null) return { id, title, status: "skipped", because };
  const { verdict } = await playStream(given, loaded);
  if (verdict.status === "pass") return { id, title, status: "ok" };
  return { id, title, status: "wrong", detail: describeVerdict(verdict), next };
}
