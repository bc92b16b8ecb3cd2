/** Creates a stage without a network: a `fetch` that plays scripts, one slice a read. */
import { DEFAULT_LIMITS } from "../../src/base/index.ts";
import type { PlayedExchangeScript, Stage } from "../shape/play.ts";
import { isBodiless } from "./body-framing.ts";
import { inProcessExchange } from "./in-process-exchange.ts";
import { keepAttempts } from "./keep-attempts.ts";
import type { AttemptLimits, Turn } from "./record-attempt.ts";
import { pathOnAttempt } from "./read-token.ts";
import { isFramingHeader } from "./render-head.ts";
import { streamExchange } from "./stream-exchange.ts";
import { terminated } from "./terminated.ts";
import { unknownTurn } from "./unknown-turn.ts";

/** As many as the fetch standard follows. */
const REDIRECTS_MAX = 20;

/** Port 1 is never dialled, and a real fetch that strays there is refused. */
const ORIGIN = "http://127.0.0.1:1";

export type InProcessStage = Stage & { readonly fetch: typeof fetch };

/**
 * Transfer coding and gaps have no effect here: the record says 0 gaps. What a real fetch would tell as a
 * network error is told in its words (`terminated`, `fetch failed`, the abort signal's reason).
 */
export function createInProcessStage(options: { readonly limits?: Partial<AttemptLimits> } = {}): InProcessStage {
  const attempts = keepAttempts(ORIGIN, { ...DEFAULT_LIMITS, ...options.limits });

  const playFetch: typeof fetch = async (input, init) => {
    // The request's own signal only follows this one, and may stop following once it is garbage.
    const aborted = init?.signal ?? (input instanceof Request ? input.signal : null);
    return answer(new Request(input, init), aborted, REDIRECTS_MAX);
  };

  async function answer(request: Request, aborted: AbortSignal | null, redirectsLeft: number): Promise<Response> {
    aborted?.throwIfAborted();
    const url = new URL(request.url);
    if (url.origin !== ORIGIN) {
      throw new TypeError("fetch failed", { cause: new Error(`${url.origin} is outside of the in-process stage`) });
    }
    const head = {
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(request.headers),
    };
    const begun = attempts.find(head)?.begin(head, () => Promise.resolve(), request.body !== null) ?? unknownTurn();
    const { exchange, ignored } = inProcessExchange(begun.exchange);
    const turn = exchange === begun.exchange ? begun : { ...begun, exchange };
    if (ignored.length > 0) turn.delivery.ignored([`${ignored.join(", ")} needs HTTP`]);
    const { redirect, noAnswer } = exchange.wire ?? {};
    const again = redirect === undefined ? null : request.clone();
    await readBody(request, turn, aborted);
    if (noAnswer === true) {
      turn.delivery.serverEnded();
      throw new TypeError("fetch failed", { cause: terminated("closed").cause });
    }
    if (redirect !== undefined && again !== null && request.redirect === "follow") {
      turn.delivery.serverEnded();
      if (redirectsLeft === 0) throw new TypeError("fetch failed", { cause: new Error("redirect count exceeded") });
      const to = `${ORIGIN}${pathOnAttempt(head.path, redirect)}`;
      return answer(redirected(again, exchange.status, to), aborted, redirectsLeft - 1);
    }
    if (isBodiless(request, exchange.status)) {
      turn.delivery.serverEnded();
      return respond(request, exchange, null);
    }
    return respond(request, exchange, streamExchange(turn, aborted));
  }

  return { fetch: playFetch, open: attempts.open, close: attempts.close };
}

/** The fetch standard: 307 and 308 keep method and body, after the others a POST becomes a GET. */
function redirected(request: Request, status: number, to: string): Request {
  if (status === 307 || status === 308) return new Request(to, request);
  const headers = new Headers(request.headers);
  headers.delete("content-type");
  return new Request(to, { method: request.method === "HEAD" ? "HEAD" : "GET", headers });
}

async function readBody(request: Request, turn: Turn, aborted: AbortSignal | null): Promise<void> {
  const { delivery } = turn;
  const leave = (): void => delivery.clientClosed();
  aborted?.addEventListener("abort", leave, { once: true });
  try {
    for await (const piece of request.body ?? []) turn.keepBody(piece);
    // A network takes a while even where there is no body: an abort right after the call meets no answer yet.
    await new Promise((resolve) => setImmediate(resolve));
    aborted?.throwIfAborted();
  } catch (error) {
    delivery.clientClosed();
    throw error;
  } finally {
    aborted?.removeEventListener("abort", leave);
  }
  if (delivery.isOver) throw new TypeError("fetch failed", { cause: new Error("the attempt was closed") });
}

function respond(request: Request, { status, headers }: PlayedExchangeScript, body: ReadableStream | null): Response {
  // A fetch never resolves with an interim answer, nor can a Response hold one.
  if (status < 200) throw new TypeError("fetch failed", { cause: new Error(`status ${status} is no final answer`) });
  const kept = headers
    .filter(([name]) => !isFramingHeader(name))
    .map(([name, value]): [string, string] => [name, value]);
  const response = new Response(body, { status, headers: kept });
  Object.defineProperty(response, "url", { value: request.url });
  return response;
}
