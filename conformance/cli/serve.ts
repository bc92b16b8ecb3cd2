/** The command `serve`: plays one case to whoever asks, until interrupted. */
import { startHttpStage } from "../server/index.ts";
import type { ExitCode } from "./exit-codes.ts";
import { onlyCase, onlyPlay } from "./only-case.ts";
import type { Terminal } from "./terminal.ts";

/** Times the script is offered again before the server answers 500. */
const REPEATS_MAX = 10_000;

type ServeOptions = { readonly variant: string; readonly port?: number; readonly fixtures?: string };

export async function serve(name: string, options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const loaded = onlyCase(name, options.fixtures);
  const play = onlyPlay(loaded, options.variant);
  const stage = await startHttpStage(options.port === undefined ? {} : { port: options.port });
  try {
    const exchanges = Array.from({ length: REPEATS_MAX }, () => play.script.exchanges).flat();
    const open = stage.open({ ...play.script, exchanges });
    const chat = loaded.case.op === "chat.stream";
    const curl = chat
      ? `curl -sN ${open.baseUrl}/chat/completions -H 'content-type: application/json' -H 'authorization: Bearer ${open.apiKey}' -d '{"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]}'`
      : `curl -sN ${open.eventsUrl}`;
    terminal.stdout.write(
      [
        `${loaded.case.uid} ${loaded.case.id}, variant ${play.key}; Ctrl-C ends`,
        chat ? `base URL  ${open.baseUrl}` : `URL       ${open.eventsUrl}`,
        ...(chat ? [`API key   ${open.apiKey} (any other works too)`] : []),
        "",
        curl,
        "",
      ].join("\n"),
    );
    await new Promise<void>((resolve) => {
      if (terminal.interrupted.aborted) resolve();
      terminal.interrupted.addEventListener("abort", () => resolve(), { once: true });
    });
    return 0;
  } finally {
    await stage.close();
  }
}
