/** Warms up each process of an adapter once: its first job costs up to 300 ms more, and is judged by nobody. */
import { expandCase } from "../expand/index.ts";
import type { SharedRun } from "./calibrate.ts";
import { WARM_UP } from "./calibration-cases.ts";
import { playOnce } from "./play-once.ts";

/** To be awaited before each job: jobs that start at once in a new process all wait for its one warm-up. */
export function createWarmUp({ keepPollution, ...shared }: SharedRun): () => Promise<void> {
  const { driver } = shared;
  const loaded = WARM_UP[driver.ready.capabilities.includes("chat.stream") ? "chat.stream" : "sse.read"];
  const [play] = expandCase(loaded, { variants: "none" });
  let warmed: { readonly generation: number; readonly done: Promise<void> } | null = null;

  async function playWarmUp(): Promise<void> {
    if (play === undefined) return;
    const seen = await playOnce({ ...shared, given: loaded.case, play, attempt: 1 });
    keepPollution(seen?.pollution ?? []);
  }

  return async () => {
    const generation = driver.generation();
    if (warmed === null || warmed.generation !== generation) warmed = { generation, done: playWarmUp() };
    await warmed.done;
  };
}
