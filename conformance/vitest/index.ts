/** The door of `streamproof/vitest`: the catalogue as tests of a user's own suite. */
export { testClient, type TestClientOptions } from "./test-client.ts";
