/** The answers that no script holds: one past a script's end, one to a token that nobody opened. */
import type { PlayedExchangeScript } from "../shape/play.ts";

function jsonError(status: number, code: string, message: string): PlayedExchangeScript {
  const body = JSON.stringify({ error: { message, type: "streamproof", param: null, code } });
  return {
    status,
    headers: [["content-type", "application/json"]],
    slices: [new TextEncoder().encode(body)],
    gapsBefore: [],
    transfer: "length",
    end: { kind: "fin" },
  };
}

/** `request` counts from 1. */
export function pastScriptExchange(request: number, exchanges: number): PlayedExchangeScript {
  return jsonError(500, "past_script", `request ${request} goes past the script, which holds ${exchanges}`);
}

export function notPostedExchange(method: string): PlayedExchangeScript {
  return jsonError(405, "not_posted", `this is answered to a POST with a body, not to a ${method} without one`);
}

export function unknownTokenExchange(): PlayedExchangeScript {
  return jsonError(404, "unknown_token", "no attempt is open under this path or API key");
}
