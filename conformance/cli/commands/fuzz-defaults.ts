/** What `fuzz` takes where the command line says nothing, in a file that its declaration loads for nearly nothing. */

/** Milliseconds for one answer: less than `check` gives, for whoever shrinks a hang waits it out many times. */
export const FUZZ_DEADLINE_MS = 2_000;

/** Bytes of one stream: what `--max-size` may not go below. */
export const FUZZ_STREAM_BYTES_LEAST = 1_000;

/** Draws, without `--runs` and `--time`. */
export const FUZZ_RUNS = 500;
