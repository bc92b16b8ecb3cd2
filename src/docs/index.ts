/** The door of `src/docs`: shapes as documents. */
export { printJsonSchema, type JsonSchemaDocument } from "./print-json-schema.ts";
