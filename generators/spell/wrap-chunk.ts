/** Wraps what a chunk says in a dialect's envelope. */
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { Truth } from "../truth/truth.ts";
import { orderMembers } from "./order-members.ts";
import type { BareChunk } from "./place-usage.ts";

/** `at` is the ordinal of the chunk: ids that change and times that drift start from the truth. */
export function wrapChunk(profile: DialectProfile, truth: Truth, { members, choice }: BareChunk, at: number): Members {
  const { envelope } = profile;
  const wrapped = {
    id: envelope.id === "changing" && at > 0 ? `${truth.id}-${at}` : truth.id,
    object: envelope.object,
    created: envelope.created === "drifting" ? truth.created + (at >> 1) : truth.created,
    model: truth.model,
    ...envelope.extras,
    choices: choice === null ? [] : [choice],
    ...members,
  };
  return orderMembers(wrapped, envelope.keyOrder);
}

/** Azure's way of saying nothing: every member of the envelope empty. */
export function blankEnvelope(profile: DialectProfile, members: Members): Members {
  return orderMembers({ id: "", object: "", created: 0, model: "", ...members }, profile.envelope.keyOrder);
}
