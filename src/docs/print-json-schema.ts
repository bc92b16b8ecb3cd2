/** Turns a shape into a JSON Schema 2020-12 document. */
import { z } from "zod";

/** A JSON Schema document, as plain data. */
export type JsonSchemaDocument = { readonly [keyword: string]: unknown };

/**
 * Prints a shape under a stable `$id`, `urn:streamproof:schema:NAME`, with its descriptions.
 * Says what is accepted (the input side: members with defaults are optional). What JSON Schema cannot say,
 * such as a refinement, is left out, so a document never refuses what the shape accepts.
 */
export function printJsonSchema(name: string, schema: z.ZodType, title?: string): JsonSchemaDocument {
  const { $schema, ...body } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema }) => dropSafeIntegerBounds(jsonSchema),
  });
  return { $schema, $id: `urn:streamproof:schema:${name}`, ...(title === undefined ? {} : { title }), ...body };
}

/** Zod bounds each integer at ±(2^53 - 1). That is a limit of JavaScript, not of the format, so it is noise. */
function dropSafeIntegerBounds(jsonSchema: { minimum?: number; maximum?: number }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
