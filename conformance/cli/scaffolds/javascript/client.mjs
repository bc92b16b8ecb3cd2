/** A plain streaming chat client of `fetch` alone. Replace it with yours, and keep what the adapter asks of it. */

export class ApiError extends Error {
  name = "ApiError";
  constructor(message, { status = null, code = null } = {}) {
    super(message);
    Object.assign(this, { status, code });
  }
}

export class TruncatedError extends Error {
  name = "TruncatedError";
}

/** Yields the chunks as they come; throws where the answer is refused, breaks off, or carries an error. */
export async function* streamChat({ baseUrl, apiKey, request, signal }) {
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", accept: "text/event-stream" },
    body: JSON.stringify(request),
    signal,
  });
  const isStream = /^text\/event-stream\s*(?:;|$)/i.test(response.headers.get("content-type") ?? "text/event-stream");
  if (!response.ok || !isStream) throw errorOf(await response.text(), response.status);
  let finished = false;
  for await (const { event, data } of readEvents(response.body)) {
    if (data.trim() === "[DONE]") return;
    const chunk = JSON.parse(data);
    if (typeof chunk !== "object" || chunk === null) continue;
    yield chunk;
    if (chunk.error || event === "error") throw errorOf(data, null);
    finished ||= (chunk.choices ?? []).some((choice) => typeof choice.finish_reason === "string");
  }
  if (!finished) throw new TruncatedError("the stream ended before the answer did");
}

function errorOf(text, status) {
  try {
    const { error } = JSON.parse(text);
    return new ApiError(error.message ?? String(error), { status, code: error.code ?? null });
  } catch {
    return new ApiError(text.slice(0, 4096), { status });
  }
}

/** Splits bytes into server-sent events. A line ends with CRLF, LF or CR, wherever the reads are cut. */
async function* readEvents(body) {
  const decoder = new TextDecoder();
  let held = "";
  let data = [];
  let event = "";
  function* take(lines) {
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) yield { event: event || "message", data: data.join("\n") };
        data = [];
        event = "";
        continue;
      }
      const colon = line.indexOf(":");
      const name = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "data") data.push(value);
      if (name === "event") event = value;
    }
  }
  for await (const bytes of body) {
    held += decoder.decode(bytes, { stream: true });
    // The LF of a CRLF may come with the next read.
    const lines = held.split(/\r\n|\n|\r(?!$)/);
    held = lines.pop();
    yield* take(lines);
  }
  held += decoder.decode();
  // An event that lacks only its blank line is whole.
  yield* take([...held.split(/\r\n|\n|\r/), ""]);
}
