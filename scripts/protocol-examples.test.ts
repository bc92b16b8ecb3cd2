/** The lines of the protocol that documents show are lines of the protocol. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { AdapterMessage, RunnerMessage } from "../conformance/shape/index.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

type Example = { readonly from: "runner" | "adapter"; readonly json: string };

/** A line may be broken where its continuation is indented. */
function examplesIn(document: string): readonly Example[] {
  const text = readFileSync(path.join(ROOT, document), "utf8");
  return [...text.matchAll(/```jsonc\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => {
    let from: Example["from"] = "runner";
    return block
      .replaceAll(/\n +/g, "")
      .split("\n")
      .flatMap((line): readonly Example[] => {
        const said = /^\/\/ (runner|adapter) →/.exec(line)?.[1];
        if (said === "runner" || said === "adapter") from = said;
        return line.startsWith("{") ? [{ from, json: line }] : [];
      });
  });
}

const examples = ["README.md", "docs/protocol.md"].flatMap((document) =>
  examplesIn(document).map((example, index) => [`${document} ${index + 1}`, example] as const),
);

test.each(examples)("the protocol line %s is valid", (_, { from, json }) => {
  const shape = from === "runner" ? RunnerMessage : AdapterMessage;
  expect(shape.safeParse(JSON.parse(json)).error?.issues).toBeUndefined();
});

test("every message of the protocol is shown", () => {
  const shown = examplesIn("docs/protocol.md").map(({ json }) => JSON.parse(json) as Record<string, unknown>);
  const kinds = new Set(shown.map(({ type, op }) => (op === undefined ? type : `${String(type)} ${String(op)}`)));
  expect([...kinds].sort()).toEqual(
    ["bye", "cancel", "hello", "job chat.stream", "job sse.read", "progress", "ready", "result"].sort(),
  );
});
