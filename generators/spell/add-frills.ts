/** Puts before and behind the chunks what a dialect sends beside the answer. */
import type { DialectProfile, Members } from "../profiles/dialect-profile.ts";
import type { Truth } from "../truth/truth.ts";
import { blankEnvelope, wrapChunk } from "./wrap-chunk.ts";

const SAFE = {
  hate: { filtered: false, severity: "safe" },
  self_harm: { filtered: false, severity: "safe" },
  sexual: { filtered: false, severity: "safe" },
  violence: { filtered: false, severity: "safe" },
};

export function addFrills(profile: DialectProfile, truth: Truth, chunks: readonly Members[]): readonly Members[] {
  return [...prelude(profile, truth), ...chunks, ...trailer(profile, truth, chunks.length)];
}

function prelude(profile: DialectProfile, truth: Truth): readonly Members[] {
  switch (profile.prelude) {
    case "none":
      return [];
    case "prompt_filter": {
      const prompt_filter_results = [{ prompt_index: 0, content_filter_results: SAFE }];
      return [blankEnvelope(profile, { choices: [], prompt_filter_results })];
    }
    case "empty_choices":
      return [wrapChunk(profile, truth, { members: {}, choice: null, isFinish: false }, 0)];
  }
}

function trailer(profile: DialectProfile, truth: Truth, at: number): readonly Members[] {
  switch (profile.trailer) {
    case "none":
    case "cost_after_done": // not before the end of the answer: a matter of framing
      return [];
    case "async_filter":
      return truth.message.choices.map(({ index, content }) =>
        blankEnvelope(profile, {
          choices: [
            {
              content_filter_offsets: { check_offset: 0, start_offset: 0, end_offset: content?.length ?? 0 },
              content_filter_results: SAFE,
              finish_reason: null,
              index,
            },
          ],
        }),
      );
    case "moderation": {
      const moderation = { input: { flagged: false }, output: { flagged: false } };
      return [wrapChunk(profile, truth, { members: { moderation }, choice: null, isFinish: false }, at)];
    }
    case "empty_choice": {
      const choice = { index: truth.message.choices[0]?.index ?? 0, delta: {} };
      return [wrapChunk(profile, truth, { members: {}, choice, isFinish: false }, at)];
    }
  }
}
