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

const closing = (): OpenPlay => stage.open(script(exchange(["data: x\n\n"], { wire: { halfClose: true } })));

/** Asks `first`, whose answer ends the connection, then `late` on the same connection, as a client may that does not yet know. */
async function askBoth(first: OpenPlay, late: OpenPlay): Promise<void> {
  const { hostname, port } = new URL(stage.origin);
  const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true }).resume();
  // The answer to a late request may be a reset.
  client.on("error", () => {});
  client.write(post(`${first.baseUrl}/chat/completions`));
  await once(client, "end");
  client.end(post(`${late.baseUrl}/chat/completions`));
  await new Promise((resolve) => client.once("close", resolve));
  // What was sent before is read before the answers to these.
  for (let n = 0; n < 3; n++) {
    const witness = stage.open(script(exchange(["data: w\n\n"])));
    await (await fetch(witness.eventsUrl)).text();
    await witness.close();
  }
}

test("a request on a connection that the answer to another attempt had ended never reached its own attempt", async () => {
  const [first, late] = [closing(), closing()];
  await askBoth(first, late);
  expect(first.record().requests).toHaveLength(1);
  expect(late.record().requests).toEqual([]);
  // So it is answered from its script's beginning when it is sent again.
  expect(await (await fetch(late.eventsUrl)).text()).toBe("data: x\n\n");
  expect(late.record().deliveries).toMatchObject([{ exchange: 0, slicesWritten: 1 }]);
  await Promise.all([first.close(), late.close()]);
});

test("to the attempt whose own answer ended the connection it is a request like any other", async () => {
  const play = closing();
  await askBoth(play, play);
  expect(play.record().deliveries).toMatchObject([{ exchange: 0 }, { exchange: "past_script", bytesWritten: 0 }]);
  await play.close();
});
