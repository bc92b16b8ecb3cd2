/** The door of `streamproof/vitest`: the catalogue as tests of a user's own suite. */
export { testClient } from "./test-client.ts";
export type { TestClientOptions } from "./test-client-options.ts";
