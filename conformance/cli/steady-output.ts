/** A stream whose failures end no run: what a reader no longer takes is lost, what a disk does not take is told. */
import type { Output } from "./terminal.ts";

/** A stream of ours, as far as it is used here. */
export type Stream = {
  write(text: string): unknown;
  on(event: "error", listener: (error: NodeJS.ErrnoException) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

export type SteadyOutput = Output & {
  /** Why something was not written; null where all was, or a reader closed its end (`| head`), which is its right. */
  lost(): string | null;
};

/** `onReaderGone` is told once nobody reads any more. */
export function steadyOutput(stream: Stream, onReaderGone: () => void = () => undefined): SteadyOutput {
  let broken: NodeJS.ErrnoException | null = null;
  const breaks = (error: unknown): void => {
    if (broken !== null) return;
    broken = error as NodeJS.ErrnoException;
    if (broken.code === "EPIPE") onReaderGone();
  };
  stream.on("error", breaks);
  return {
    write(text) {
      // A stream that failed once answers each further write with an error of its own.
      if (broken !== null) return false;
      try {
        return stream.write(text);
      } catch (error) {
        // A file's stream throws at once, a pipe's tells it later.
        breaks(error);
        return false;
      }
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 100;
    },
    lost: () => (broken === null || broken.code === "EPIPE" ? null : broken.message),
  };
}
