/** Starts one adapter process, says hello to it, hands on what it writes until it is gone. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { redactText, ToolkitError, type ErrorCode, type Limits } from "../../src/base/index.ts";
import { PROTOCOL_VERSION, type Ready } from "../shape/protocol.ts";
import { guardChild, releaseChild } from "./guard-children.ts";
import { createTail, type Tail } from "./keep-tail.ts";
import { quoteText } from "./neutralise-text.ts";
import { printAsciiJson } from "./print-ascii-json.ts";
import { readAdapterLine, type AdapterLine } from "./read-adapter-line.ts";
import { settleWithin } from "./settle-within.ts";
import { signalGroup } from "./signal-group.ts";
import { createLineSplitter } from "./split-lines.ts";

export type AdapterProcessOptions = {
  /** The argv; no shell reads it. */
  readonly command: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly runner: { readonly name: string; readonly version: string };
  readonly startupMs: number;
  readonly limits: Limits;
  /** Aborted: the start is given up and the process ended. */
  readonly signal: AbortSignal;
  /** All that the process is ever told beside `hello`; its input ends with it. Left out, the input stays open. */
  readonly wholeInput?: readonly object[];
};

/** How a process came to its end. */
export type AdapterEnd = {
  /** "it ended with exit code 1", "it was ended by SIGSEGV". */
  readonly how: string;
  /** The bytes after the last line feed, as text; "" where the last line was whole. */
  readonly halfLine: string;
};

/** Who hears what the process writes. `ready` lines after the first reach `line` too. */
export type AdapterListener = {
  line(line: AdapterLine): void;
  tooLong(head: string): void;
  /** The process can answer no more; what it wrote may still be on its way. May be told twice. */
  lost(): void;
};

export type AdapterProcess = {
  readonly ready: Ready;
  /** Resolves once the process is gone and all that it wrote has been handed on. */
  readonly ended: Promise<AdapterEnd>;
  /** Never throws; what a dead process does not read is lost. */
  send(message: object): void;
  closeInput(): void;
  stderrTail(): string;
  /** TERM to the group, KILL after `termMs`. */
  end(termMs?: number): Promise<void>;
};

const TERM_MS = 500;
const KILLED_MS = 2_000;
/** A pipe silent for so long after the exit is held open by somebody who left the group. */
const DRAIN_SILENCE_MS = 250;
const DRAIN_MS = 5_000;
const STDERR_LINES_SHOWN = 12;
const STDERR_CHARS_SHOWN = 2_000;
const STDOUT_CHARS_SHOWN = 200;

function placeOf(command: readonly string[]): string {
  return `adapter ${quoteText(command.join(" "), 200)}`;
}

function openChild(options: AdapterProcessOptions): ChildProcessWithoutNullStreams {
  const [file, ...args] = options.command;
  if (file === undefined || file === "") throw new ToolkitError("COMMAND_MISSING", "adapter", "no command was given");
  try {
    return spawn(file, args, {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      env: { ...options.env },
      // A group of its own, so that its end takes whatever it started along.
      detached: process.platform !== "win32",
      shell: false,
      windowsHide: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
  } catch (error) {
    throw new ToolkitError("ADAPTER_START", placeOf(options.command), String(error), { cause: error });
  }
}

/** Resolves when the process is gone and its pipes are drained, also where a stranger keeps them open. */
function watchEnd(child: ChildProcessWithoutNullStreams, cwd: string | undefined, lost: () => void): Promise<string> {
  return new Promise((resolve) => {
    // A folder that is not there gives the same ENOENT as a missing program.
    const where = cwd === undefined ? "" : ` in the folder ${quoteText(cwd, 400)}`;
    child.on("error", (error) => {
      if (child.pid === undefined) resolve(`it could not be started (${error.message}${where})`);
    });
    child.once("exit", (code, signal) => {
      const how = signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
      const exitedAtMs = performance.now();
      lost();
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
      const over = (): void => {
        clearTimeout(silence);
        resolve(how);
      };
      const silence = setTimeout(over, DRAIN_SILENCE_MS);
      child.stdout.on("data", () => {
        if (performance.now() - exitedAtMs > DRAIN_MS) over();
        else silence.refresh();
      });
      child.once("close", over);
    });
  });
}

/** What stood where the ready line was due: more often than not, the reason. */
function heardInstead(text: string): string {
  const shown = redactText(text.trim());
  return shown === "" ? "" : `; its standard output said ${quoteText(shown, STDOUT_CHARS_SHOWN)}`;
}

function lastLines(tail: Tail): string {
  const text = redactText(tail.text().trimEnd());
  if (text === "") return "it wrote nothing to its standard error";
  const lines = text.slice(-STDERR_CHARS_SHOWN).split("\n").slice(-STDERR_LINES_SHOWN);
  return `the end of its standard error:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

/**
 * Resolves with a process that said `ready`.
 * @throws ToolkitError COMMAND_MISSING, ADAPTER_START (not started, or gone before it was ready),
 * ADAPTER_NOT_READY (nothing within `startupMs`), ADAPTER_PROTOCOL (another version, an invalid `ready`).
 */
export async function startAdapterProcess(
  options: AdapterProcessOptions,
  listener: AdapterListener,
): Promise<AdapterProcess> {
  const child = openChild(options);
  const { pid } = child;
  if (pid !== undefined) guardChild(pid);

  const tail = createTail(options.limits.stderrBytesKept);
  const splitter = createLineSplitter(options.limits.adapterLineBytesMax);
  const decoder = new TextDecoder();
  /** The first line that was not the ready line. */
  let heard = "";
  let first: ((line: AdapterLine & { kind: "ready" | "invalid" }) => void) | null = null;
  const answered = new Promise<AdapterLine & { kind: "ready" | "invalid" }>((resolve) => (first = resolve));

  child.stderr.on("data", (bytes: Buffer) => tail.push(bytes));
  child.stdout.on("data", (bytes: Buffer) => {
    for (const split of splitter.push(bytes)) {
      if (split.kind === "too_long") {
        listener.tooLong(decoder.decode(split.head));
        continue;
      }
      const line = readAdapterLine(split.bytes, options.limits);
      if (first !== null && (line.kind === "ready" || (line.kind === "invalid" && line.type === "ready"))) {
        first(line);
        first = null;
      } else {
        if (first !== null && line.kind === "pollution" && heard === "") heard = line.text;
        listener.line(line);
      }
    }
  });
  let gone = false;
  /** Why the process was of no use any more before it ended. */
  let deaf: string | null = null;
  const ended = watchEnd(child, options.cwd, () => listener.lost()).then((how): AdapterEnd => {
    gone = true;
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
    child.unref();
    if (pid !== undefined) releaseChild(pid);
    return { how: deaf === null ? how : `${deaf}, then ${how}`, halfLine: decoder.decode(splitter.rest()) };
  });

  async function endGroup(termMs: number): Promise<void> {
    if (gone || pid === undefined) return;
    signalGroup(pid, "SIGTERM");
    if ((await settleWithin(ended, termMs)) !== null) return;
    signalGroup(pid, "SIGKILL");
    await settleWithin(ended, KILLED_MS);
  }

  /** Without both its pipes a process can answer nothing more; it would only run into deadlines. */
  function giveUp(because: string): void {
    listener.lost();
    void settleWithin(ended, TERM_MS).then((end) => {
      if (end !== null) return undefined;
      deaf ??= because;
      return endGroup(TERM_MS);
    });
  }
  // EPIPE and its kin are told by the end of the process, if it comes.
  for (const pipe of [child.stdout, child.stderr]) pipe.on("error", () => {});
  child.stdout.once("end", () => giveUp("it closed its standard output"));
  child.stdin.on("error", () => giveUp("it closed its standard input"));

  function send(message: object): void {
    if (!gone && child.stdin.writable) child.stdin.write(`${printAsciiJson(message)}\n`);
  }

  async function refuse(code: ErrorCode, what: string): Promise<never> {
    await endGroup(TERM_MS);
    const noise = heard === "" ? decoder.decode(splitter.rest()) : heard;
    throw new ToolkitError(code, placeOf(options.command), `${what}${heardInstead(noise)}; ${lastLines(tail)}`);
  }

  send({ type: "hello", protocol: PROTOCOL_VERSION, runner: options.runner });
  if (options.wholeInput !== undefined) {
    for (const message of options.wholeInput) send(message);
    child.stdin.end();
  }
  const abort = { heard: (): void => {} };
  const aborted = new Promise<"aborted">((resolve) => (abort.heard = () => resolve("aborted")));
  if (options.signal.aborted) abort.heard();
  options.signal.addEventListener("abort", abort.heard);
  const outcome = await settleWithin(Promise.race([answered, ended, aborted]), options.startupMs);
  options.signal.removeEventListener("abort", abort.heard);

  if (outcome === null) return refuse("ADAPTER_NOT_READY", `no ready line came within ${options.startupMs} ms`);
  if (outcome === "aborted") return refuse("ADAPTER_START", "the start was given up");
  if ("how" in outcome) return refuse("ADAPTER_START", `${outcome.how} before its ready line came`);
  if (outcome.kind === "invalid") return refuse("ADAPTER_PROTOCOL", `its ready line is invalid: ${outcome.detail}`);
  if (outcome.ready.protocol !== PROTOCOL_VERSION)
    return refuse("ADAPTER_PROTOCOL", `it speaks protocol ${outcome.ready.protocol}, not ${PROTOCOL_VERSION}`);

  let ending: Promise<void> | null = null;
  return {
    ready: outcome.ready,
    ended,
    send,
    closeInput: () => void child.stdin.end(),
    stderrTail: () => tail.text(),
    end: (termMs = TERM_MS) => (ending ??= endGroup(termMs)),
  };
}
