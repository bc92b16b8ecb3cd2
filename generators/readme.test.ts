/** The property that the README offers does what it says: it runs as it stands there, beside a client of a user's. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

/** The block of the section that opens with the name of a test. */
function example(): string {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const section = /^## As a library\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? "";
  return /^```ts\n(\/\/ client\.test\.ts\n[\s\S]*?)^```$/m.exec(section)?.[1] ?? "";
}

/** A client as many are; `decode` is how it makes text of a read. */
const client = (decode: string): string => `
export async function ask(prompt, { fetch }) {
  const answer = await fetch("https://example.com/v1/chat/completions", { method: "POST", body: prompt });
  const decoder = new TextDecoder();
  let [text, finish, rest] = ["", null, ""];
  for await (const slice of answer.body) {
    rest += ${decode};
    const lines = rest.split("\\n");
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith("data: ") || line === "data: [DONE]") continue;
      const [choice] = JSON.parse(line.slice(6)).choices;
      text += choice?.delta.content ?? "";
      finish = choice?.finish_reason ?? finish;
    }
  }
  return { text, finish };
}
`;

const folder = mkdtempSync(path.join(tmpdir(), "streamproof-readme-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runWith(decode: string) {
  writeFileSync(path.join(folder, "client.test.ts"), example());
  writeFileSync(path.join(folder, "client.js"), client(decode));
  const source = JSON.stringify(path.join(ROOT, "generators", "index.ts"));
  writeFileSync(
    path.join(folder, "vitest.config.mjs"),
    `export default { resolve: { alias: { "streamproof/generators": ${source} } } };`,
  );
  const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run", "--root", folder], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, printed: stdout + stderr };
}

test("a right client passes, one that decodes each slice by itself does not, and is shown the smallest stream", () => {
  symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const right = runWith("decoder.decode(slice, { stream: true })");
  expect(right.status, right.printed).toBe(0);
  const { status, printed } = runWith("new TextDecoder().decode(slice)");
  expect(status).toBe(1);
  expect(printed).toMatch(/Property failed after \d+ tests/);
  // As text, with what it says and where it is cut: not as every byte of every slice.
  expect(printed).toMatch(/Counterexample: \[\{"profile":"openrouter-c","quirks":\[\],"message":\{.*"cut_at":\[\d/);
  expect(printed).not.toContain("Uint8Array.from");
});
