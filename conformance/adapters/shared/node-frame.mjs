/** Speaks the client protocol for a client of Node: several jobs at once, each told what came of its own code. */
import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Standard output is the protocol's, so this file is imported before the client; what that prints goes to standard error.
const writeOut = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

/** Milliseconds after a job in which a rejection is still that job's. */
const STRAY_MS = 20;

/** The call that the running code belongs to, however often it awaited in between. */
const owner = new AsyncLocalStorage();
const running = new Set();
process.on("unhandledRejection", keepStray);
process.on("uncaughtException", keepStray);

/** A rejection that nobody awaited is the running call's whose code led to it, and no other's. */
function keepStray(error) {
  const own = owner.getStore();
  if (running.has(own)) own.strays.push(error);
  // Some paths of Node forget whose code runs; then it may be anybody's.
  else if (own === undefined && running.size > 0) for (const call of running) call.strays.push(error);
  else console.error("a rejection that belongs to no job in flight:", error);
}

/** The installed version of a package, from its own package.json. */
export function versionOf(name) {
  const entry = import.meta.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`/node_modules/${name}/`));
  return JSON.parse(readFileSync(new URL(`${folder}/node_modules/${name}/package.json`))).version;
}

/** How fetch names a body that broke off; any other TypeError is an accident. */
export function isBrokenOff(error) {
  return error instanceof TypeError && error.message === "terminated";
}

/** What a job's code is given: how to tell progress, when to leave, and where errors and the answer go. */
class Call {
  #job;
  #shown;
  #controller = new AbortController();
  #count = 0;
  outcome = "completed";
  abort = null;
  errors = [];
  strays = [];
  /** Members of the result, asked for however the call ended: what was delivered before a failure is evidence. */
  answer = () => ({});

  constructor(job, shown) {
    this.#job = job;
    this.#shown = shown;
  }

  /** Aborted where the job asks for an abort by signal. */
  get signal() {
    return this.#controller.signal;
  }

  /** Tells how many chunks, parts or events the caller has been shown so far. */
  show(count) {
    this.#count = count;
    write({ type: "progress", ...this.#name(), chunks: count });
  }

  /**
   * True where the caller is to stop iterating, for it has seen the text of the job's abort; aborts by itself where
   * the job asks for a signal. `readText` gives the text so far, and is asked by such jobs alone: what it reads may
   * not be there.
   */
  leavesAt(readText) {
    const { abort } = this.#job;
    if (abort === null || this.abort !== null || !readText().includes(abort.after_text)) return false;
    this.abort = { requested: true, seen: "silent" };
    if (abort.how === "break") return true;
    this.#controller.abort();
    return false;
  }

  /** An error that the client showed its caller. */
  tell(error, surface) {
    this.errors.push({ surface, after_chunks: this.#count, ...this.#shown(error) });
  }

  async run(work) {
    try {
      await work(this.#job, this);
    } catch (error) {
      this.outcome = "failed";
      this.tell(error, "throw");
      if (this.abort !== null) this.abort.seen = "error";
    }
    // A rejection that nobody awaited shows up beside the result.
    await sleep(STRAY_MS);
    for (const error of this.strays.splice(0)) this.tell(error, "stray");
    const answer = this.#answer();
    const { outcome, errors, abort } = this;
    return { type: "result", ...this.#name(), outcome, errors, abort, ...answer };
  }

  /** A member of the client's own that throws when it is read fails its caller. */
  #answer() {
    try {
      return this.answer();
    } catch (error) {
      this.outcome = "failed";
      this.tell(error, "throw");
      return {};
    }
  }

  #name() {
    return { id: this.#job.id, attempt: this.#job.attempt };
  }
}

function write(message) {
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  writeOut(`${JSON.stringify(message).replace(/[\u007f-\uffff]/g, escaped)}\n`);
}

async function answer(job, { ops, shown }) {
  const work = ops[job.op];
  if (work === undefined) return write({ type: "result", id: job.id, attempt: job.attempt, outcome: "unsupported" });
  const call = new Call(job, shown);
  running.add(call);
  write(await owner.run(call, () => call.run(work)));
  running.delete(call);
}

/**
 * Answers the runner until it says bye. `client`, `capabilities`, `profiles` and `error_map` are members of `ready`,
 * `ops` has the code of each op, `shown(error)` says what a caller can see of an error.
 */
export async function speak({ client, ops, shown, ...ready }) {
  const runtime = { language: "javascript", runtime: `node ${process.versions.node}`, transport: `undici ${process.versions.undici}` };
  // readline would also split at U+2028, but the runner writes ASCII.
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const message = line === "" ? {} : JSON.parse(line);
    if (message.type === "hello") write({ type: "ready", protocol: 1, max_in_flight: 8, ...ready, client: { ...client, ...runtime } });
    if (message.type === "bye") break;
    if (message.type === "job") void answer(message, { ops, shown });
  }
  process.exit(0);
}
