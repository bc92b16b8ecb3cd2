/** Parses one command line and runs its command; what another command needs is not loaded. */
import { Command, CommanderError, Help } from "commander";
import { ToolkitError } from "../../src/base/index.ts";
import type { CommandContext } from "./commands/command-context.ts";
import { exitHelp, type ExitCode } from "./exit-codes.ts";
import { packageVersion } from "./package-facts.ts";
import { printError } from "./print-error.ts";
import type { Terminal } from "./terminal.ts";

type Declare = (program: Command, context: CommandContext) => void;

/** Every command in the order of `--help`, by the file that declares it. */
const COMMANDS: Readonly<Record<string, () => Promise<Declare>>> = {
  check: async () => (await import("./commands/declare-check.ts")).declareCheck,
  doctor: async () => (await import("./commands/declare-doctor.ts")).declareDoctor,
  fuzz: async () => (await import("./commands/declare-fuzz.ts")).declareFuzz,
  init: async () => (await import("./commands/declare-init.ts")).declareInit,
  cases: async () => (await import("./commands/declare-cases.ts")).declareCases,
  fixtures: async () => (await import("./commands/declare-fixtures.ts")).declareFixtures,
  clients: async () => (await import("./commands/declare-clients.ts")).declareClients,
  serve: async () => (await import("./commands/declare-serve.ts")).declareServe,
  validate: async () => (await import("./commands/declare-validate.ts")).declareValidate,
  generate: async () => (await import("./commands/declare-generate.ts")).declareGenerate,
  schema: async () => (await import("./commands/declare-schema.ts")).declareSchema,
};

export const COMMAND_NAMES: readonly string[] = Object.keys(COMMANDS);

/** Callable in tests: no global is touched. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(terminal);
  const context = { terminal, argv, done: (result: ExitCode) => void (code = result) };
  for (const declare of await declarationsFor(argv)) declare(program, context);
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    // Commander has printed its own message; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (terminal.interrupted.aborted && mayComeOfInterruption(error)) {
      terminal.stderr.write("streamproof: interrupted before it was done\n");
      return 130;
    }
    return printError(error, terminal);
  }
}

// --- internal ---

/** A start, an install or a build that Ctrl-C ends fails in words of its own; any other error is told as it is. */
function mayComeOfInterruption(error: unknown): boolean {
  if (error instanceof ToolkitError) return error.code === "CLIENT_INSTALL" || error.code.startsWith("ADAPTER_");
  return error instanceof Error && error.name === "AbortError";
}

/** The one command that the line begins with; all where it asks for help, or for what there is not. */
function declarationsFor([first = ""]: readonly string[]): Promise<readonly Declare[]> {
  const names = Object.hasOwn(COMMANDS, first) ? [first] : COMMAND_NAMES;
  return Promise.all(names.flatMap((name) => COMMANDS[name]?.() ?? []));
}

const HELP = new Help();

function createProgram(terminal: Terminal): Command {
  return (
    new Command("streamproof")
      .description("Proof that an LLM client survives the streams that providers really send.")
      .version(packageVersion(), "-V, --version")
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.stdout.write(text),
        writeErr: (text) => terminal.stderr.write(text),
      })
      // An empty list is no default worth telling.
      .configureHelp({ optionDescription: (option) => HELP.optionDescription(option).replace(" (default: [])", "") })
      .showHelpAfterError("Run with --help for the accepted arguments.")
      .enablePositionalOptions()
      .addHelpText("after", exitHelp())
  );
}
