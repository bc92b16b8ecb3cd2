/** Parses one command line and runs its command, loaded on demand. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { ToolkitError } from "../../src/base/index.ts";
import { EXIT_CODES, type ExitCode } from "./exit-codes.ts";
import { packageVersion } from "./package-facts.ts";
import { printError } from "./print-error.ts";
import type { Terminal } from "./terminal.ts";

/** Callable in tests: no global is touched. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(terminal, argv, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    // Commander has printed its own message; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printError(error, terminal);
  }
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Give a whole number from 1.");
  return value;
}

function seedNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new InvalidArgumentError("Give a whole number from 0 to 4294967295.");
  }
  return value;
}

const append = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

const EXIT_HELP = [
  "",
  "Exit codes:",
  ...Object.entries(EXIT_CODES).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`),
].join("\n");

function createProgram(terminal: Terminal, argv: readonly string[], done: (code: ExitCode) => void): Command {
  const program = new Command("streamproof");
  program
    .description("Proof that an LLM client survives the streams that providers really send.")
    .version(packageVersion(), "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError("Run with --help for the accepted arguments.")
    .enablePositionalOptions()
    .addHelpText("after", EXIT_HELP);

  checkOptions(program.command("check"))
    .usage("[options] -- COMMAND [ARG...]")
    .description("run a client's adapter through the catalogue and say what broke, where, and how to see it again")
    .argument("[command...]", "the adapter's command, after `--`")
    .addOption(modeOption())
    .option("--pass-env <name>", "let this environment variable through to the adapter (repeatable)", append, [])
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof check -- python3 my_adapter.py
  streamproof check --only 'usage/*' --gate should -- node adapter.mjs
  streamproof check --only s3ed --variant cuts=seams -- node adapter.mjs
  streamproof check --mode exec -- ./one-shot.sh
  streamproof check --reporter text --reporter json=report.json -- ./adapter
  streamproof check --write-expect streamproof.expect.yaml -- ./adapter
  streamproof check --reporter github --reporter junit=report.xml -- ./adapter
${EXIT_HELP}`,
    )
    .action(async (command: string[], options) => {
      const { check } = await import("./check.ts");
      done(await check(adapterCommand("check", command, argv), options, terminal));
    });

  program
    .command("doctor")
    .usage("[options] -- COMMAND [ARG...]")
    .description(
      "examine an adapter before its client is judged: does it report what the client did, no more, no less?",
    )
    .argument("[command...]", "the adapter's command, after `--`")
    .option("--mutate", "play streams with planted differences too, which the adapter's reports must show")
    .addOption(modeOption())
    .option("--deadline-ms <ms>", "what the adapter has for one answer", wholeNumber, 5_000)
    .option("--startup-ms <ms>", "what the adapter has to be ready", wholeNumber, 30_000)
    .option("--pass-env <name>", "let this environment variable through to the adapter (repeatable)", append, [])
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof doctor -- python3 my_adapter.py
  streamproof doctor --mutate -- node adapter.mjs
  streamproof doctor --mode exec -- ./one-shot.sh

Exit codes: 0 nothing is wrong, 1 something is, 2 unusable flags, 3 the adapter was never ready, 130 interrupted`,
    )
    .action(async (command: string[], options) => {
      const { doctor } = await import("./doctor.ts");
      done(await doctor(adapterCommand("doctor", command, argv), options, terminal));
    });

  program
    .command("fuzz")
    .usage("[options] -- COMMAND [ARG...]")
    .description(
      "draw streams that real servers could send, and shrink what the client gets wrong to its smallest form",
    )
    .argument("[command...]", "the adapter's command, after `--`")
    .option("--runs <number>", "draws at most (default: 500, without limit where --time is given)", wholeNumber)
    .option("--time <seconds>", "begin no draw after so many seconds", wholeNumber)
    .option("--seed <number>", "where chance begins (default: from the clock; it is printed)", wholeNumber)
    .option("--path <path>", "play this one draw of the seed, as a failure's `repeat` line has it")
    .option("--dialect <name>", "one dialect, claimed or not (default: those that the adapter claims)")
    .option("--property <name>", "truth, slicing, framing, fault or one_request (repeatable; default: all)", append, [])
    .addOption(
      new Option("--level <level>", "how binding the odd ways must be that are drawn")
        .choices(["must", "should"])
        .default("must"),
    )
    .option("--jobs <number>", "draws at once, at most what the adapter allows", wholeNumber, 4)
    .option("--keep-going", "after a failure go on to the next kind")
    .option("--out <folder>", "write each failure there: a case, a go-vcr cassette, the raw stream")
    .addOption(modeOption())
    .option("--deadline-ms <ms>", "what a client has for one answer", wholeNumber, 2_000)
    .option("--startup-ms <ms>", "what the adapter has to be ready", wholeNumber, 30_000)
    .option("--pass-env <name>", "let this environment variable through to the adapter (repeatable)", append, [])
    .passThroughOptions()
    .addHelpText(
      "after",
      `
Examples:
  streamproof fuzz -- python3 my_adapter.py
  streamproof fuzz --time 60 --keep-going --out fuzz-found -- node adapter.mjs
  streamproof fuzz --property slicing --seed 7 --runs 2000 -- ./adapter

Exit codes: 0 no failure, 1 a failure, 2 unusable flags, 3 no verdict, 130 interrupted: what was found so far is printed`,
    )
    .action(async (command: string[], options) => {
      const { fuzz } = await import("./fuzz.ts");
      done(await fuzz(adapterCommand("fuzz", command, argv), options, terminal));
    });

  program
    .command("init")
    .description("write an adapter to start from; it works as it stands, with a plain client of its own")
    .addOption(
      new Option("--adapter <language>", "the language of your client")
        .choices(["javascript", "python", "go"])
        .makeOptionMandatory(),
    )
    .option("--out <folder>", "where to; no file there is overwritten", "streamproof-adapter")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof init --adapter python\n  streamproof init --adapter go --out conformance",
    )
    .action(async (options) => {
      const { init } = await import("./init.ts");
      done(init(options, terminal));
    });

  const cases = program.command("cases").description("list the cases, show one with its bytes, or compare two sets");
  cases
    .command("list", { isDefault: true })
    .description("every case: uid, level, profile, id, title")
    .option("--only <filter>", "uid, id or glob (repeatable)", append, [])
    .option("--json", "print JSON lines")
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText("after", "\nExamples:\n  streamproof cases list\n  streamproof cases list --only 'usage/*' --json")
    .action(async (options) => {
      const { listCases } = await import("./list-cases.ts");
      done(await listCases(options, terminal));
    });
  cases
    .command("show")
    .description("one case: its rule, evidence, bytes, cuts and accepted outcomes")
    .argument("<case>", "uid or id")
    .option("--variant <key>", "the variant whose bytes to show", "plain")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof cases show s3ed\n  streamproof cases show c102 --variant cuts=seams",
    )
    .action(async (name: string, options) => {
      const { showCase } = await import("./cases.ts");
      done(showCase(name, options, terminal));
    });
  cases
    .command("diff")
    .description("what differs between two JSON reports, or between two catalogues: a line a case")
    .argument("<a>", "the earlier report or folder of fixtures")
    .argument("<b>", "the later one, of the same kind")
    .option("--json", "print JSON lines")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof cases diff last-week.json today.json\n  streamproof cases diff old/fixtures fixtures --json",
    )
    .action(async (a: string, b: string, options) => {
      const { diffCases } = await import("./cases-diff.ts");
      done(diffCases(a, b, options, terminal));
    });

  program
    .command("fixtures")
    .description("the cases as plain files, for suites in other languages")
    .command("copy")
    .description("write every case to a folder: request, body, cut offsets, expected endings, go-vcr cassette")
    .argument("<folder>", "an empty folder, or one that is yet to be made")
    .option("--only <filter>", "uid, id or glob (repeatable)", append, [])
    .option("--profile <name>", "only cases of this profile (repeatable)", append, [])
    .addOption(
      new Option("--variants <set>", "which variants' cuts and spellings to write")
        .choices(["default", "none"])
        .default("default"),
    )
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--force", "replace what an earlier copy wrote there, and nothing else")
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof fixtures copy testdata/streams\n  streamproof fixtures copy testdata/streams --only 'usage/*' --profile core --force",
    )
    .action(async (folder: string, options) => {
      const { copyFixtures } = await import("./fixtures.ts");
      done(copyFixtures(folder, options, terminal));
    });

  const clients = program
    .command("clients")
    .description("real clients that have an adapter here: list, install, check");
  clients
    .command("list", { isDefault: true })
    .description("every client with its version and whether it is installed")
    .action(async () => {
      const { listClients } = await import("./clients.ts");
      done(listClients(terminal));
    });
  clients
    .command("install")
    .description("install clients into the cache, outside of this folder")
    .argument("<name...>", "names as `clients list` prints them")
    .addHelpText("after", "\nExamples:\n  streamproof clients install openai @langchain/openrouter")
    .action(async (names: string[]) => {
      const { installClients } = await import("./clients.ts");
      done(await installClients(names, terminal));
    });
  checkOptions(clients.command("check"))
    .description("install a client if need be and run it through the catalogue")
    .argument("<name>", "a name as `clients list` prints it")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof clients check openai\n  streamproof clients check @langchain/openrouter --only s3ed --gate none",
    )
    .action(async (name: string, options) => {
      const { checkClient } = await import("./clients.ts");
      done(await checkClient(name, options, terminal));
    });

  program
    .command("serve")
    .description("serve a case over HTTP: a URL and a ready curl command; Ctrl-C ends it")
    .argument("<case>", "uid or id")
    .option("--variant <key>", "the variant to serve", "plain")
    .option("--port <number>", "port on 127.0.0.1 (default: a free one)", wholeNumber)
    .option("--fixtures <folder>", "another catalogue")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof serve s3ed\n  streamproof serve c102 --variant cuts=seams --port 8080",
    )
    .action(async (name: string, options) => {
      const { serve } = await import("./serve.ts");
      done(await serve(name, options, terminal));
    });

  program
    .command("validate")
    .description("hold chunks, raw streams and go-vcr cassettes against the schemas; errors come with their place")
    .argument("<file...>", "JSON, JSON lines, .sse or go-vcr .yaml")
    .option("--strict", "count departures from the letter of the OpenAI reference as errors too")
    .option("--json", "print one JSON line a file")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof validate recording.yaml\n  streamproof validate --strict stream.sse chunk.json",
    )
    .action(async (files: string[], options) => {
      const { validate } = await import("./validate.ts");
      done(validate(files, options, terminal));
    });

  program
    .command("generate")
    .description("draw streams of a dialect from a seed: the same seed gives the same bytes everywhere")
    .option("--dialect <name>", "whose spelling: openai, azure, openrouter-c, deepseek, …", "openai")
    .option("--quirk <id>", "a change that leaves the message as it is (repeatable, all on each stream)", append, [])
    .option("--fault <id>", "a change that breaks the stream (repeatable, one a stream in turn)", append, [])
    .option("--seed <number>", "a whole number from 0", seedNumber, 1)
    .option("--count <number>", "how many streams", wholeNumber, 10)
    .option("--format <name>", "case, go-vcr, sse, chunks or json", "case")
    .option("--out <folder>", "an empty folder, or one that is yet to be made")
    .option("--list", "print every dialect, quirk and fault")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof generate --list\n  streamproof generate --dialect openrouter-c --seed 7 --count 100 --out drawn\n  streamproof check --fixtures drawn -- python3 my_adapter.py\n  streamproof generate --dialect groq --fault truncation/anywhere --format sse --out testdata",
    )
    .action(async (options) => {
      const { generate } = await import("./generate.ts");
      done(await generate(options, terminal));
    });

  program
    .command("schema")
    .description("print a shape as JSON Schema 2020-12, or the names of all shapes")
    .argument("[name]", "a shape's name")
    .option("--out <folder>", "write every shape to FOLDER/NAME.schema.json")
    .addHelpText(
      "after",
      "\nExamples:\n  streamproof schema\n  streamproof schema wire-chunk > wire-chunk.schema.json\n  streamproof schema --out docs/schema",
    )
    .action(async (name: string | undefined, options) => {
      const { schema } = await import("./schema.ts");
      done(schema(name, options, terminal));
    });
  return program;
}

function checkOptions(command: Command): Command {
  return command
    .option("--only <filter>", "uid, id or glob of the cases to run (repeatable)", append, [])
    .option("--variant <key>", "play only the variant of this key, such as cuts=41 or plain")
    .addOption(
      new Option("--variants <set>", "which variants to play").choices(["default", "none", "all"]).default("default"),
    )
    .addOption(
      new Option("--gate <level>", "the level at which a failure makes exit code 1")
        .choices(["must", "should", "none"])
        .default("must"),
    )
    .option(
      "--reporter <name[=file]>",
      "text, json, junit or github, to a file if one is named (repeatable; default: text)",
      append,
      [],
    )
    .option("--expect <file>", "expected failures (check's default: ./streamproof.expect.yaml, if it is there)")
    .option("--no-expect", "read no file of expected failures")
    .option("--write-expect <file>", "write an entry for each present failure to a new file")
    .option("--profile <name>", "hold the client to this profile instead of those it claims (repeatable)", append, [])
    .option("--jobs <number>", "plays at once, at most what the adapter allows", wholeNumber, 8)
    .option("--deadline-ms <ms>", "what a client has for one answer", wholeNumber, 5_000)
    .option("--gap-ms <ms>", "the gap between two slices", wholeNumber, 5)
    .option("--strict-delivery", "send a slice when the client has taken the one before it, not after a gap (Linux)")
    .option("--no-controls", "do not play what failed to a bare client of the same runtime")
    .option("--startup-ms <ms>", "what the adapter has to be ready", wholeNumber, 30_000)
    .option("--as-of <version>", "only cases that this version of the catalogue had")
    .option("--fixtures <folder>", "another catalogue");
}

function modeOption(): Option {
  return new Option("--mode <mode>", "stdio: one process for all jobs; exec: a process a job")
    .choices(["stdio", "exec"])
    .default("stdio");
}

/** npm takes the first `--` for itself; a command that came without one is better asked back than guessed. */
function adapterCommand(name: string, operands: readonly string[], argv: readonly string[]): readonly string[] {
  const dashes = argv.indexOf("--");
  const command = dashes === -1 ? [] : argv.slice(dashes + 1);
  const early = operands.slice(0, operands.length - command.length);
  if (early.length > 0) {
    throw new ToolkitError(
      "COMMAND_MISSING",
      name,
      `${JSON.stringify(early.join(" "))} came without a \`--\` before it. npm swallows the first \`--\` of \`npm run\` and \`npm exec\`: write it twice there`,
    );
  }
  if (command.length === 0) {
    throw new ToolkitError(
      "COMMAND_MISSING",
      name,
      dashes === -1 ? "no adapter command was given" : "nothing follows the `--`",
    );
  }
  return command;
}
