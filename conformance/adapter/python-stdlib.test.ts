/** The adapter written from the protocol alone, driven as any other, against a small server that sends bytes as told. */
import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Driver } from "../shape/driver.ts";
import type { Job, Result } from "../shape/protocol.ts";
import { spawnStdioDriver } from "./spawn-stdio-driver.ts";

const FOLDER = fileURLToPath(new URL("../adapters/python-stdlib", import.meta.url));

function findPython(): string | null {
  try {
    return execFileSync("python3", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

const python = findPython();
if (python === null)
  process.stdout.write("skipped: python-stdlib is not driven, for there is no python3 on the PATH\n");

type Reply = {
  readonly status?: number;
  readonly type?: string;
  readonly slices: readonly (string | Uint8Array)[];
  /** `cut`: the connection is destroyed; `hold`: it stays open. */
  readonly end?: "whole" | "cut" | "hold";
};

const data = (chunk: object): string => `data: ${JSON.stringify(chunk)}\n\n`;

describe.skipIf(python === null)("python-stdlib", () => {
  let server: Server;
  let driver: Driver;
  let reply: Reply = { slices: [] };
  let jobs = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status = 200, type = "text/event-stream", slices, end = "whole" } = reply;
      request.resume();
      response.writeHead(status, { "content-type": type });
      for (const slice of slices) response.write(slice);
      if (end === "whole") response.end();
      if (end === "cut") response.write("", () => request.socket.destroySoon());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    driver = await spawnStdioDriver({ command: ["python3", "adapter.py"], cwd: FOLDER });
  });

  afterAll(async () => {
    await driver.close();
    server.closeAllConnections();
    server.close();
  });

  async function ask(op: "chat.stream" | "sse.read", given: Reply): Promise<Result> {
    reply = given;
    jobs += 1;
    const shared = { type: "job", id: `j${jobs}`, attempt: 1, deadline_ms: 5_000 } as const;
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const job: Job =
      op === "sse.read"
        ? { ...shared, op, url: `${origin}/events`, method: "GET", body: null }
        : {
            ...shared,
            op,
            base_url: `${origin}/v1`,
            api_key: "k",
            request: { model: "m", stream: true, messages: [{ role: "user", content: "hi" }] },
            options: { max_retries: 0, timeouts_ms: { connect: null, first_byte: null, idle: null } },
            abort: null,
          };
    const answer = await driver.submit(job);
    if (answer.kind !== "result") throw new Error(JSON.stringify(answer));
    expect(driver.takePollution()).toEqual([]);
    return answer.result;
  }

  const hello = { choices: [{ index: 0, delta: { content: "h\u00e9 \u2028 \ud83d\ude42" }, finish_reason: null }] };
  const stop = { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };

  test("chunks come back as sent, cut into single bytes", async () => {
    const bytes = Buffer.from(`${data(hello)}${data(stop)}data: [DONE]\n\n`);
    const slices = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await ask("chat.stream", { slices })).toMatchObject({
      outcome: "completed",
      chunks: [hello, stop],
      errors: [],
    });
  });

  test("[DONE] ends the answer while the connection is held open", async () => {
    const slices = [data(hello), data(stop), "data: [DONE]\n\n"];
    expect(await ask("chat.stream", { slices, end: "hold" })).toMatchObject({
      outcome: "completed",
      chunks: [hello, stop],
    });
  });

  test("an event that lacks only its blank line is whole", async () => {
    const result = await ask("chat.stream", { slices: [data(hello), `data: ${JSON.stringify(stop)}`] });
    expect(result).toMatchObject({ outcome: "completed", chunks: [hello, stop] });
  });

  test("a body that breaks off fails, and keeps what had come", async () => {
    const result = await ask("chat.stream", { slices: [data(hello)], end: "cut" });
    expect(result).toMatchObject({
      outcome: "failed",
      chunks: [hello],
      errors: [{ native: "IncompleteRead", surface: "throw" }],
    });
  });

  test("a clean end before any finish reason fails too", async () => {
    expect(await ask("chat.stream", { slices: [data(hello)] })).toMatchObject({ outcome: "failed", chunks: [hello] });
  });

  test("an error inside the stream is told, beside the chunk that carried it", async () => {
    const failed = { error: { message: "provider went away", code: 502 }, choices: [] };
    expect(await ask("chat.stream", { slices: [data(hello), data(failed), data(stop)] })).toMatchObject({
      outcome: "failed",
      chunks: [hello, failed],
      errors: [{ message: "provider went away", code: 502, class: "provider_error" }],
    });
    const fine = { ...stop, error: null };
    expect(await ask("chat.stream", { slices: [data(fine)] })).toMatchObject({ outcome: "completed", chunks: [fine] });
  });

  test.each([
    [401, "application/json", '{"error":{"message":"bad key","code":"invalid_api_key"}}', "http_status", "bad key"],
    [502, "text/html", "<h1>Bad Gateway</h1>", "http_status", "<h1>Bad Gateway</h1>"],
    [200, "application/json", '{"error":"overloaded"}', "content_type", "overloaded"],
  ])("status %i with %s is told: %s", async (status, type, body, kind, message) => {
    const result = await ask("chat.stream", { status, type, slices: [body] });
    expect(result).toMatchObject({ outcome: "failed", errors: [{ status, class: kind, message }] });
  });

  test("malformed JSON fails", async () => {
    const result = await ask("chat.stream", { slices: [data(hello), "data: {nope\n\n"] });
    expect(result).toMatchObject({ outcome: "failed", errors: [{ native: "JSONDecodeError" }] });
  });

  test.each(["\n", "\r\n", "\r"])(
    "an event stream with line ends %j reads by the standard, cut anywhere",
    async (eol) => {
      const text = [
        "\ufeffdata: first",
        "data:second ",
        ": comment",
        "id: 7",
        "",
        "event: gone",
        "",
        "data",
        "",
        "event: named",
        "id: a\u0000b",
        "unknown: x",
        "data: \u{feff}\u2028\u0085",
        "Data: no",
        "",
        "data",
        "data",
        "id",
        "",
        "data: lost",
        "",
      ].join(eol);
      const due = [
        { event: "message", data: "first\nsecond ", id: "7" },
        { event: "message", data: "", id: "7" },
        { event: "named", data: "\ufeff\u2028\u0085", id: "7" },
        { event: "message", data: "\n", id: "" },
      ];
      const bytes = Buffer.from(text);
      for (const slices of [[bytes], Array.from(bytes, (byte) => Uint8Array.of(byte))]) {
        expect(await ask("sse.read", { slices })).toMatchObject({ outcome: "completed", events: due });
      }
    },
  );

  test("bytes that are no UTF-8 become U+FFFD, a maximal subpart each", async () => {
    const slices = [
      Buffer.from("data: a"),
      Uint8Array.of(0xe2, 0x82),
      Buffer.from("b"),
      Uint8Array.of(0xed, 0xa0, 0x80),
      "\n\n",
    ];
    expect(await ask("sse.read", { slices })).toMatchObject({ events: [{ data: "a\ufffdb\ufffd\ufffd\ufffd" }] });
  });
});
