/** Reads the list of files that an earlier copy wrote; a name that leads out of the folder is refused. */
import { z } from "zod";
import { ToolkitError } from "../../src/base/index.ts";
import { MANIFEST_SCHEMA } from "./copy-catalogue.ts";

/** Relative, forward slashes, no part `.` or `..`, nothing that a file system reads in its own way. */
const NAME = /^(?!\.)[A-Za-z0-9._-]+(?:\/(?!\.)[A-Za-z0-9._-]+)*$/;

const Manifest = z.strictObject({
  schema: z.literal(MANIFEST_SCHEMA),
  files: z.record(z.string().regex(NAME), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Digests by name. @throws ToolkitError `FILE_EXISTS`: what cannot be read as ours is not ours to replace. */
export function readManifest(bytes: Uint8Array, place: string): ReadonlyMap<string, string> {
  try {
    return new Map(Object.entries(Manifest.parse(JSON.parse(new TextDecoder().decode(bytes))).files));
  } catch (error) {
    throw new ToolkitError("FILE_EXISTS", place, "is not the manifest of an earlier copy", { cause: error });
  }
}
