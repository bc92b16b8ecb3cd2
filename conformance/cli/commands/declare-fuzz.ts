/** Declares the command `fuzz`. */
import { InvalidArgumentError, Option, type Command } from "commander";
import { FUZZ_DEADLINE_MS, FUZZ_RUNS, FUZZ_STREAM_BYTES_LEAST } from "./fuzz-defaults.ts";
import { adapterCommand } from "./adapter-command.ts";
import type { CommandContext } from "./command-context.ts";
import { append, milliseconds, modeOption, passEnvOption, seconds, seedNumber, wholeNumber } from "./option-values.ts";

export function declareFuzz(program: Command, { terminal, argv, done }: CommandContext): void {
  program
    .command("fuzz")
    .usage("[options] -- COMMAND [ARG...]")
    .description(
      "draw streams that real servers could send, and shrink what the client gets wrong to its smallest form",
    )
    .argument("[command...]", "the adapter's command, after `--`")
    .option(
      "--runs <number>",
      `draws at most (default: ${FUZZ_RUNS}, without limit where --time is given)`,
      wholeNumber,
    )
    .option("--time <seconds>", "begin no draw after so many seconds", seconds)
    .option("--seed <number>", "where chance begins (default: from the clock; it is printed)", seedNumber)
    .option("--path <path>", "play this one draw of the seed, as a failure's `repeat` line has it", drawPath)
    .option("--dialect <name>", "one dialect, claimed or not (default: those that the adapter claims)")
    .option(
      "--property <name>",
      "truth, slicing, framing, fault, one_request or events (repeatable; default: all that the adapter can)",
      append,
      [],
    )
    .addOption(
      new Option(
        "--level <level>",
        "the least binding of the odd ways that are drawn; what fails by an observe is shown, never held against the client",
      )
        .choices(["must", "should", "observe"])
        .default("must"),
    )
    .option(
      "--quirk <id>",
      "draw this odd way, whatever its level, or those of a pattern such as 'usage/*', and no other (repeatable)",
      append,
      [],
    )
    .addOption(withoutQuirk())
    .option("--fault <id>", "break streams in this way only, or in those of a pattern (repeatable)", append, [])
    .option(
      "--max-size <bytes>",
      `bytes of one stream at most, from ${FUZZ_STREAM_BYTES_LEAST} (default: 65536); more draws longer texts too`,
      streamBytes,
    )
    .option("--jobs <number>", "draws at once, at most what the adapter allows", wholeNumber, 4)
    .option("--keep-going", "after a failure go on to the next kind")
    .option("--out <folder>", "write each failure there: a case, a go-vcr cassette, the raw stream")
    .option("--save", "put the case of each failure under fixtures/generated/found, and its uid into fixtures/uid.lock")
    .addOption(modeOption())
    .option("--deadline-ms <ms>", "what a client has for one answer", milliseconds, FUZZ_DEADLINE_MS)
    .option("--startup-ms <ms>", "what the adapter has to be ready", milliseconds, 30_000)
    .addOption(passEnvOption())
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof fuzz -- python3 my_adapter.py
  streamproof fuzz --time 60 --keep-going --out fuzz-found -- node adapter.mjs
  streamproof fuzz --property slicing --seed 7 --runs 2000 -- ./adapter
  streamproof fuzz --level should --no-quirk done/text-after --keep-going -- ./adapter
  streamproof fuzz --dialect openrouter --quirk finish/repeated --runs 200 -- ./adapter
  streamproof fuzz --property fault --fault truncation/reset --save -- ./adapter

\`streamproof generate --list\` names most quirks and faults; those that only fuzz draws are named by the failures that they show. A wrong name is answered by the nearest.

Exit codes: 0 no failure (or only of what is merely observed), 1 a failure, 2 unusable flags, 3 no verdict, 130 interrupted: what was found so far is printed`,
    )
    .action(async (command: string[], options) => {
      const { fuzz } = await import("../fuzz.ts");
      done(await fuzz(adapterCommand("fuzz", command, argv), options, terminal));
    });
}

// --- internal ---

/** In a smaller stream hardly anything that is drawn has room. */
function streamBytes(text: string): number {
  const value = wholeNumber(text);
  if (value < FUZZ_STREAM_BYTES_LEAST)
    throw new InvalidArgumentError(`Give at least ${FUZZ_STREAM_BYTES_LEAST} bytes: a smaller stream has no room.`);
  return value;
}

function drawPath(text: string): string {
  if (!/^\d+(?::\d+)*$/.test(text))
    throw new InvalidArgumentError("Give numbers with colons between them, such as 12:0:3.");
  return text;
}

/** An option of its own: commander would take it for the switch that turns `--quirk` off. */
function withoutQuirk(): Option {
  const option = new Option("--no-quirk <id>", "never draw this odd way, or those of a pattern (repeatable)")
    .argParser(append)
    .default([]);
  option.negate = false;
  return option;
}
