/** The fold's working state: what has been seen so far, mutable, private to this folder. */
import { DEFAULT_LIMITS } from "../base/index.ts";
import type { WireError, WireUsage } from "../schema/index.ts";
import type { Note } from "./assembled.ts";
import type { FoldLimits } from "./fold-options.ts";

/** One tool call under construction. */
export type ToolSlot = {
  /** Where it sorts: the wire index, or the next free one where the wire gave none. */
  readonly place: number;
  /** As sent; null where absent or no index. */
  readonly wireIndex: number | null;
  id: string | null;
  name: string | null;
  type: string | null;
  args: string;
  extensions: Map<string, unknown> | null;
};

/** The tool calls of one choice, with the look-ups that keep slot choice at constant time. */
export type ToolSlots = {
  /** In order of arrival. */
  readonly all: ToolSlot[];
  /** The slot opened last at each place. */
  readonly lastByPlace: Map<number, ToolSlot>;
  /** By place and id, for a server that returns to an earlier call of the same index. */
  readonly byPlaceAndId: Map<string, ToolSlot>;
  /** The first slot of each id, for fragments without an index. */
  readonly byId: Map<string, ToolSlot>;
  /** The slot that the last fragment went to. */
  current: ToolSlot | null;
  nextPlace: number;
};

export type AudioState = {
  id: string | null;
  readonly pieces: string[];
  transcript: string;
  expiresAt: number | null;
};

export type ChoiceState = {
  readonly index: number;
  role: string | null;
  content: string | null;
  refusal: string | null;
  reasoning: string | null;
  reasoningContent: string | null;
  thinking: string | null;
  detailsText: string | null;
  readonly details: Map<string, unknown>[];
  readonly parts: unknown[];
  tools: ToolSlots | null;
  finish: string | null;
  logprobs: Map<string, unknown> | null;
  audio: AudioState | null;
  readonly annotations: unknown[];
  readonly images: unknown[];
  readonly executed: Map<string, Map<string, unknown>>;
  readonly filterResults: Map<string, unknown>;
  readonly filterOffsets: unknown[];
  functionCall: { name: string | null; args: string } | null;
  readonly tokenIds: unknown[];
  readonly extensions: Map<string, unknown>;
};

export type FoldState = {
  /** Ordinal of the payload being folded, from 0. */
  at: number;
  id: string | null;
  /** The id seen last, so that a changed id is noted once a change. */
  lastId: string | null;
  model: string | null;
  lastModel: string | null;
  created: number | null;
  readonly extensions: Map<string, unknown>;
  usage: WireUsage | null;
  choiceUsage: WireUsage | null;
  readonly choices: Map<number, ChoiceState>;
  error: WireError | null;
  /** An error of the stream, not of one choice, was met: no choice is folded any more. */
  stopped: boolean;
  done: boolean;
  readonly trailing: string[];
  trailingChars: number;
  readonly notes: Note[];
  /** Notes by code, those left out among them. */
  readonly notesByCode: Map<string, number>;
  /** Payloads after [DONE] that were left out. */
  trailingLeftOut: number;
  readonly limits: Required<FoldLimits>;
};

export function openFold(limits: FoldLimits = {}): FoldState {
  return {
    at: 0,
    id: null,
    lastId: null,
    model: null,
    lastModel: null,
    created: null,
    extensions: new Map(),
    usage: null,
    choiceUsage: null,
    choices: new Map(),
    error: null,
    stopped: false,
    done: false,
    trailing: [],
    trailingChars: 0,
    trailingLeftOut: 0,
    notes: [],
    notesByCode: new Map(),
    limits: { ...DEFAULT_LIMITS, ...limits },
  };
}

export function openChoice(index: number): ChoiceState {
  return {
    index,
    role: null,
    content: null,
    refusal: null,
    reasoning: null,
    reasoningContent: null,
    thinking: null,
    detailsText: null,
    details: [],
    parts: [],
    tools: null,
    finish: null,
    logprobs: null,
    audio: null,
    annotations: [],
    images: [],
    executed: new Map(),
    filterResults: new Map(),
    filterOffsets: [],
    functionCall: null,
    tokenIds: [],
    extensions: new Map(),
  };
}
