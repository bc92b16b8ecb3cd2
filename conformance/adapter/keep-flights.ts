/** Keeps the jobs handed over and not yet answered, settles each with what its process said or did. */
import type { Limits } from "../../src/base/index.ts";
import type { Answer } from "../shape/driver.ts";
import type { Job, Result } from "../shape/protocol.ts";
import type { Pollution } from "./collect-pollution.ts";
import { quoteText } from "./neutralise-text.ts";
import { findJobId, type AdapterLine } from "./read-adapter-line.ts";
import type { AdapterEnd, AdapterProcess } from "./start-adapter-process.ts";

/** A job handed over and not yet answered. */
export type Flight = {
  readonly job: Job;
  readonly settle: (answer: Answer) => void;
  readonly onProgress?: ((chunks: number) => void) | undefined;
  /** Null until a process has been given the job. */
  life: Life | null;
};

/** One process, from its start to its end. */
export type Life = {
  /** From 1. */
  readonly number: number;
  process: AdapterProcess | null;
  /** It can be given no more jobs. */
  lost: boolean;
  /** It is gone, and all its jobs are settled. */
  over: boolean;
  /** A result of its has answered a job. */
  answered: boolean;
  /** Why we ended it; null where it ended by itself. */
  endedBecause: string | null;
  /** Who still waits for the result of a job that was given up. */
  readonly late: Map<string, (result: Result) => void>;
};

export type Flights = {
  get(jobId: string): Flight | null;
  add(flight: Flight): void;
  settle(flight: Flight, answer: Answer): void;
  settleAll(answer: Answer): void;
  hearLine(life: Life, line: AdapterLine): void;
  /** A line went past the limit; `head` is its beginning. */
  hearTooLong(life: Life, head: string): void;
  /** Settles what the process leaves behind. */
  hearEnd(life: Life, end: AdapterEnd): void;
};

const ANSWERED_KEPT = 10_000;

export function keepFlights(
  pollution: Pollution,
  limits: Pick<Limits, "adapterLineBytesMax" | "pollutionLineCharsKept">,
): Flights {
  const flights = new Map<string, Flight>();
  const answered = new Set<string>();

  function settle(flight: Flight, answer: Answer): void {
    flights.delete(flight.job.id);
    answered.add(flight.job.id);
    if (answered.size > ANSWERED_KEPT) for (const oldest of answered) if (answered.delete(oldest)) break;
    flight.settle(answer);
  }

  function blame(flight: Flight, detail: string): void {
    const stderrTail = flight.life?.process?.stderrTail() ?? "";
    settle(flight, { kind: "adapter_error", detail, stderrTail });
  }

  function flightsOf(life: Life): readonly Flight[] {
    return [...flights.values()].filter((flight) => flight.life === life);
  }

  /** The flight that `id` names; where nothing is named and only one is in the air, that one. */
  function flightNamed(life: Life, id: string | null): Flight | null {
    const mine = flightsOf(life);
    const [only] = mine;
    if (id === null) return mine.length === 1 && only !== undefined ? only : null;
    return mine.find((flight) => flight.job.id === id) ?? null;
  }

  function hearResult(life: Life, line: AdapterLine & { kind: "result" }): void {
    const { result } = line;
    const late = life.late.get(result.id);
    if (late !== undefined) {
      life.late.delete(result.id);
      life.answered = true;
      late(result);
      return;
    }
    const flight = flightNamed(life, result.id);
    const name = quoteText(result.id, 80);
    if (flight === null) {
      const known = answered.has(result.id);
      pollution.note(known ? `a duplicate or late result for job ${name}` : `a result for an unknown job, ${name}`);
      return;
    }
    const { attempt } = flight.job;
    // Every process is given an attempt once, so a result that leaves the number out can mean no other.
    if (line.attempt !== null && line.attempt !== attempt) {
      pollution.note(`a result for attempt ${line.attempt} of job ${name}, which is at attempt ${attempt}`);
      return;
    }
    life.answered = true;
    settle(flight, { kind: "result", result: { ...result, attempt } });
  }

  return {
    get: (jobId) => flights.get(jobId) ?? null,
    add: (flight) => void flights.set(flight.job.id, flight),
    settle,

    settleAll(answer) {
      for (const flight of flights.values()) settle(flight, answer);
    },

    hearLine(life, line) {
      switch (line.kind) {
        case "empty":
          return;
        case "progress": {
          // Progress is cumulative and may come without end: nothing of it is kept.
          const { id, attempt, chunks } = line.progress;
          const flight = flightNamed(life, id);
          if (flight?.job.attempt === attempt) flight.onProgress?.(chunks);
          return;
        }
        case "pollution":
          pollution.line(line.text);
          return;
        case "ready":
          pollution.note("a second ready line");
          return;
        case "result":
          hearResult(life, line);
          return;
        case "invalid": {
          const flight = line.type === "result" ? flightNamed(life, line.id) : null;
          if (flight === null) pollution.note(`an invalid ${line.type} line: ${line.detail}`);
          else blame(flight, `its result is invalid: ${line.detail}`);
        }
      }
    },

    hearTooLong(life, head) {
      const detail = `a line of its standard output is longer than ${limits.adapterLineBytesMax} bytes`;
      const id = findJobId(head);
      const named = id === null ? null : flightNamed(life, id);
      const struck = named === null ? flightsOf(life) : [named];
      if (struck.length === 0) pollution.note(detail);
      for (const flight of struck) blame(flight, detail);
    },

    hearEnd(life, end) {
      life.over = true;
      let explained = life.endedBecause !== null;
      if (end.halfLine !== "" && life.endedBecause === null) {
        const flight = flightNamed(life, findJobId(end.halfLine));
        const quoted = quoteText(end.halfLine, limits.pollutionLineCharsKept);
        if (flight === null) pollution.line(end.halfLine);
        else {
          blame(flight, `${end.how} in the middle of a line: ${quoted}`);
          explained = true;
        }
      }
      const left = flightsOf(life);
      if (left.length === 0 && !explained) pollution.note(`${end.how} between jobs`);
      const detail = life.endedBecause ?? end.how;
      const stderrTail = life.process?.stderrTail() ?? "";
      const collateral = explained ? { collateral: true } : {};
      for (const flight of left)
        settle(flight, { kind: "crash", detail, stderrTail, process: life.number, ...collateral });
    },
  };
}
