/** A payload is the data of one event after a first look, with its text kept. */
import type { WireError } from "../schema/index.ts";
import type { JsonObject } from "./json-object.ts";

/**
 * `done` is the `[DONE]` sentinel; `malformed` is no JSON; `foreign` is JSON of another protocol (pings, cost
 * trailers); `error_envelope` is an error without choices; `chunk` is everything the fold reads, maybe with an
 * `error` beside its choices. `raw` is the text as sent: parsing loses number spellings and duplicate keys.
 */
export type Payload =
  | { readonly kind: "done"; readonly raw: string }
  | { readonly kind: "malformed"; readonly raw: string }
  | { readonly kind: "foreign"; readonly value: unknown; readonly raw: string }
  | { readonly kind: "error_envelope"; readonly value: unknown; readonly error: WireError; readonly raw: string }
  | { readonly kind: "chunk"; readonly value: JsonObject; readonly raw: string };
