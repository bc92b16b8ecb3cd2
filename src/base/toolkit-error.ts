/** The one error class that this toolkit throws, with its closed table of codes. */

/** Each code with the next step it suggests; the hint is printed after the message. */
export const ERROR_HINTS = {
  USAGE: "Run `streamproof --help`, or `streamproof help COMMAND`, for the accepted arguments.",
  COMMAND_MISSING: "Put the adapter's command at the end, after `--`: … -- python3 my_adapter.py",
  FILE_UNREADABLE: "Check the path and its permissions.",
  FILE_UNWRITABLE: "Check that the folder exists and may be written.",
  FORMAT_UNKNOWN:
    "Accepted are chunk JSON (.json, .jsonl), raw event streams (.sse, .txt) and go-vcr cassettes (.yaml).",
  YAML_INVALID: "Open the file at the place named and mend the YAML there.",
  JSON_INVALID: "Open the file at the place named and mend the JSON there.",
  CASSETTE_INVALID: "Compare the place named with `streamproof schema go-vcr-v2` (or go-vcr-v1).",
  CASSETTE_VERSION:
    "go-vcr writes version 1 or 2 at the top of the file; other recorders' formats are not read as go-vcr.",
  CHUNK_INVALID: "Compare the place named with `streamproof schema wire-chunk`.",
  CASE_INVALID: "Compare the place named with `streamproof schema case`.",
  EXPECT_INVALID: "Compare the line named with `streamproof schema expect`; docs/ci.md shows a whole file.",
  EXPECT_BROKEN: "Mend the client, or the entries named: docs/ci.md says when an entry holds.",
  FILE_EXISTS: "Name another file, or move this one away first.",
  CATALOGUE_INVALID: "Each uid, id and alias names one case; rename the newer one.",
  BLOCK_INVALID: "Write what a field cannot hold as a raw block: it is sent exactly as it is.",
  CASE_UNKNOWN: "`streamproof cases list` prints every uid and id.",
  VARIANT_UNKNOWN: "`streamproof cases show UID` prints the variant keys of a case.",
  CLIENT_UNKNOWN: "`streamproof clients list` prints the clients that have an adapter here.",
  CLIENT_INSTALL: "Read the installer's last lines above, then run `streamproof clients install NAME` again.",
  REPORTER_UNKNOWN: "Known reporters: text, json, junit, github. Write `--reporter json=FILE` to print one to a file.",
  SHAPE_UNSUPPORTED: "Draw the shape named by an arbitrary of your own: hand it in as `known`.",
  SCHEMA_UNKNOWN: "`streamproof schema` alone prints the names.",
  PROFILE_UNKNOWN: "`streamproof cases list` prints the profiles that cases use; docs/dialects.md names all of them.",
  DIALECT_UNKNOWN: "`streamproof generate --list` prints what can be drawn.",
  QUIRK_UNKNOWN: "`streamproof generate --list` prints every quirk.",
  FAULT_UNKNOWN: "`streamproof generate --list` prints every fault.",
  ADAPTER_START: "Run the adapter's command by hand and see what it prints.",
  ADAPTER_NOT_READY:
    "The adapter must answer the `hello` line with one `ready` line; see the adapter contract in the README.",
  ADAPTER_PROTOCOL:
    "Compare the line with the adapter contract in the README, or `streamproof schema protocol-adapter`.",
  ADAPTER_CALIBRATION: "Mend the adapter first: the calibration exchanges are the plainest streams there are.",
  LIMIT_EXCEEDED: "Raise the limit by name if the input is trusted.",
  CUTS_INVALID: "Cut offsets are integers, ascending, strictly inside the bytes.",
  SERVER_FAILED: "Leave the port out to take a free one that every client may use.",
  INTERNAL: "This is a bug of streamproof. Please report it with the command and this text.",
} as const satisfies Record<string, string>;

/** What is wrong, in one word: the codes of `ERROR_HINTS`. */
export type ErrorCode = keyof typeof ERROR_HINTS;

/**
 * An unusable input or a failed step: what is wrong, where, and what to do next.
 * `place` reads `file:path.inside[3]`, a flag, or the name of a step.
 */
export class ToolkitError extends Error {
  override readonly name = "ToolkitError";
  readonly code: ErrorCode;
  readonly place: string;
  readonly detail: string;

  constructor(code: ErrorCode, place: string, detail: string, options?: { readonly cause?: unknown }) {
    super(`${place}: ${detail}`, options);
    this.code = code;
    this.place = place;
    this.detail = detail;
  }

  /** The next step, one sentence a code. */
  get hint(): string {
    return ERROR_HINTS[this.code];
  }
}
