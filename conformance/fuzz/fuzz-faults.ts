/** The faults that are drawn: those of the generators, and one that only a client under test can be asked to tell. */
import { FAULTS, type Fault } from "../../generators/index.ts";
import { chunksBeforeFinish, sentWithin } from "../../generators/faults/sent-before.ts";
import { encodeBlocks, type SseBlock } from "../../src/wire/index.ts";

const ODD_FAULTS: readonly Fault[] = [
  {
    id: "error/as-text-then-done",
    title: "The error is a bare sentence, then [DONE].",
    level: "should",
    basis: "field",
    source: "case errors/error-is-text",
    apply(stream, draw) {
      const kept = draw(chunksBeforeFinish(stream) + 1);
      let seen = 0;
      const end = stream.blocks.findIndex((block) => block.kind === "event" && (seen += 1) > kept);
      const before = end === -1 ? stream.blocks : stream.blocks.slice(0, end);
      const told: SseBlock = { kind: "event", data: JSON.stringify({ error: "upstream closed" }) };
      return {
        bytes: encodeBlocks([...before, told], { ...stream.framing, done: true }),
        end: "fin",
        due: {
          outcomes: ["failed"],
          errors: ["provider_error", "http_status", "schema"],
          ...sentWithin(stream, kept),
        },
      };
    },
  },
];

export const FUZZ_FAULTS: readonly Fault[] = [...FAULTS.values(), ...ODD_FAULTS];
