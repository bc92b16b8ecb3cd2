import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenPlay } from "../shape/play.ts";
import { type HttpStage, startHttpStage } from "./start-http-stage.ts";
import { post } from "./testing/connect-raw-client.ts";
import { exchange, script } from "./testing/script.ts";

let stage: HttpStage;
beforeAll(async () => {
  stage = await startHttpStage();
});
afterAll(() => stage.close());

/** Asks `first`, whose answer ends the connection, then `then` on the same connection; resolves once all was read. */
async function askBoth(first: OpenPlay, then: OpenPlay): Promise<void> {
  const { hostname, port } = new URL(stage.origin);
  const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).resume();
  client.write(post(`${first.baseUrl}/chat/completions`));
  await once(client, "end");
  client.end(post(`${then.baseUrl}/chat/completions`));
  // The server's answer to a late request may be a reset.
  client.on("error", () => {});
  await new Promise((resolve) => client.once("close", resolve));
}

const closing = (): OpenPlay => stage.open(script(exchange(["data: x\n\n"], { wire: { halfClose: true } })));

test("a request on a connection that the answer to another attempt had ended never reached its own attempt", async () => {
  const [first, other] = [closing(), closing()];
  await askBoth(first, other);
  expect(first.record().requests).toHaveLength(1);
  expect(other.record().requests).toEqual([]);
  // So it is answered from its script's beginning when it is sent again.
  await askBoth(other, first);
  expect(other.record().deliveries).toMatchObject([{ exchange: 0, slicesWritten: 1 }]);
  await Promise.all([first.close(), other.close()]);
});
