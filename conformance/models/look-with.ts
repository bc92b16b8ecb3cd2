/** Makes a client of the right steps that looks at each chunk first, and may throw. */
import { ModelError, type ModelParts } from "./model-parts.ts";
import { RIGHT_PARTS } from "./right-parts.ts";

export const looking = (look: (chunk: unknown) => void): ModelParts => ({
  ...RIGHT_PARTS,
  errorOf(chunk) {
    look(chunk);
    return RIGHT_PARTS.errorOf(chunk);
  },
});

/** Throws as a client does that holds what it reads against a schema. */
export function refuse(message: string): never {
  throw new ModelError({ native: "SchemaError", message, class: "schema", surface: "throw" });
}
