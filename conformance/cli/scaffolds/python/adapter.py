"""Drives a client for streamproof: one JSON object a line on standard input and output."""
import json
import platform
import sys

from client import stream_chat

# FILL IN: your client's name and version, and what its public types or documents say that it can do.
# `streamproof init` printed where to find the list of capabilities.
READY = {
    "type": "ready",
    "protocol": 1,
    "client": {
        "name": "my-client",
        "version": "0.0.0",
        "language": "python",
        # What the client runs on, so that what this does wrong by itself is not held against the client.
        "runtime": f"python {platform.python_version()}",
        "transport": "http.client",
    },
    "capabilities": [
        "chat.stream",
        "report.chunks",
        "report.tool_calls",
        "report.usage",
        "report.finish_reason",
        "report.error",
        "action.abort.break",
    ],
    # Your client's error names, each with the classes that it may stand for.
    "error_map": {
        "ApiError": ["http_status", "content_type", "provider_error"],
        "TruncatedError": ["truncated"],
        "IncompleteRead": ["truncated", "transport_reset"],
        "ConnectionResetError": ["transport_reset"],
        "JSONDecodeError": ["malformed_json"],
    },
}


def say(message):
    # ASCII escapes: no locale, pipe or line reader can change them.
    print(json.dumps(message), flush=True)


def text_of(chunk):
    for choice in chunk.get("choices") or []:
        return (choice.get("delta") or {}).get("content") or ""
    return ""


def run(job):
    result = {"type": "result", "id": job["id"], "attempt": job["attempt"], "outcome": "completed"}
    result["chunks"], result["errors"] = [], []
    abort, aborted, text = job.get("abort"), False, ""
    try:
        # FILL IN: call your client here, and hand on what it hands out: chunk by chunk as `chunks`, or what it
        # assembles as `message` and `usage` (then declare report.message in place of report.chunks).
        stream = stream_chat(job["base_url"], job["api_key"], job["request"])
        for chunk in stream:
            result["chunks"].append(chunk)
            if not abort:
                continue
            text += text_of(chunk)
            if abort["after_text"] in text:
                aborted = True
                break
        stream.close()
    except Exception as error:
        result["outcome"] = "failed"
        shown = {"native": type(error).__name__, "message": str(error), "surface": "throw"}
        shown["status"], shown["code"] = getattr(error, "status", None), getattr(error, "code", None)
        result["errors"].append(shown)
    if abort:
        result["abort"] = {"requested": aborted, "seen": "error" if result["errors"] else "silent"}
    return result


for line in sys.stdin.buffer:
    if not line.strip():
        continue
    message = json.loads(line)
    if message["type"] == "hello":
        say(READY)
    elif message["type"] == "bye":
        break
    elif message["type"] == "job" and message["op"] == "chat.stream":
        say(run(message))
    elif message["type"] == "job":
        say({"type": "result", "id": message["id"], "attempt": message["attempt"], "outcome": "unsupported"})
