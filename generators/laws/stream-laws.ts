/** What is true of every drawn stream, each law as a function that says how a stream breaks it. */
import { assemble } from "../../src/assembly/index.ts";
import { DIALECTS, type Dialect } from "../../src/dialect/index.ts";
import { validateFile } from "../../src/lint/index.ts";
import { isWireChunk } from "../../src/schema/index.ts";
import { decodeBytes } from "../../src/wire/index.ts";
import { whyInexpressible } from "../profiles/expressible.ts";
import type { DrawnStream } from "../stream/drawn-stream.ts";
import { settleMessage } from "./settle-message.ts";

/** A law of streams, and how to ask one stream for it. */
export type StreamLaw = {
  /** The law as a sentence. */
  readonly sentence: string;
  /** One sentence for each way in which the stream breaks it; empty where it holds. */
  readonly breaches: (stream: DrawnStream) => readonly string[];
};

const SHAPES: ReadonlyMap<string, Dialect> = new Map(Object.entries<Dialect>(DIALECTS));

/**
 * The laws by name, for who wants one of them; `streamBreaches` asks for all. They hold for every stream of `PROFILES`,
 * with any of `QUIRKS`: they are there for profiles and quirks of your own.
 */
export const STREAM_LAWS = {
  truth: {
    sentence: "What the reference road assembles of the slices is the truth.",
    breaches: ({ truth, slices }) => {
      const { items, residue } = decodeBytes(slices);
      const { message, usage, id, created, status, error } = assemble(items, residue);
      const read = { message: settleMessage(message), usage, id, created, status, error };
      const due = { message: truth.message, usage: truth.usage, id: truth.id, created: truth.created };
      return differing(read, { ...due, status: "complete", error: null });
    },
  },
  expressible: {
    sentence: "The truth is one that the dialect can say.",
    breaches: ({ profile, truth, knobs }) =>
      // A quirk may take away what the dialect always sends.
      whyInexpressible(profile, truth).filter(() => knobs.quirks.length === 0),
  },
  slices: {
    sentence: "The slices are the bytes, cut at the offsets, none of them empty.",
    breaches: ({ bytes, slices, offsets }) => {
      let at = 0;
      let isSame = true;
      const ends = slices.map((slice) => {
        for (const byte of slice) {
          isSame &&= byte === bytes[at];
          at += 1;
        }
        return at;
      });
      isSame &&= at === bytes.length;
      return [
        ...(isSame ? [] : ["the slices do not add up to the bytes"]),
        ...(slices.some((slice) => slice.length === 0) ? ["a slice is empty"] : []),
        ...differing(ends.slice(0, -1), offsets),
      ];
    },
  },
  wire: {
    sentence: "Each chunk is valid as seen on the wire.",
    breaches: ({ chunks }) =>
      chunks.flatMap((chunk, at) => (isWireChunk(chunk) ? [] : [`chunk ${at} is none on the wire`])),
  },
  dialect: {
    sentence: "Each chunk has the shape of its own dialect, where one is written down.",
    breaches: ({ profile, chunks }) => {
      const shape = SHAPES.get(profile.dialect)?.chunk;
      if (shape === undefined) return [];
      return chunks.flatMap((chunk, at) => {
        const read = shape.safeParse(chunk);
        return read.success
          ? []
          : read.error.issues.map((issue) => `chunk ${at}: ${issue.path.join(".")}: ${issue.message}`);
      });
    },
  },
  lint: {
    sentence: "Lint finds no error in the bytes.",
    breaches: ({ profile, bytes }) =>
      validateFile(`${profile.name}.sse`, bytes)
        .problems.filter(({ severity }) => severity === "error")
        .map(({ place, message }) => `${place}: ${message}`),
  },
} as const satisfies Readonly<Record<string, StreamLaw>>;

/** Every law asked of one stream: `fc.property(stream(profile), (drawn) => streamBreaches(drawn).length === 0)`. */
export function streamBreaches(stream: DrawnStream): readonly string[] {
  return Object.values<StreamLaw>(STREAM_LAWS).flatMap((law) =>
    law.breaches(stream).map((breach) => `${law.sentence} ${breach}`),
  );
}

function differing(read: unknown, due: unknown): readonly string[] {
  const [is, ought] = [JSON.stringify(ordered(read)), JSON.stringify(ordered(due))];
  return is === ought ? [] : [`it is ${is}, due is ${ought}`];
}

/** Members by name, for their order says nothing. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
