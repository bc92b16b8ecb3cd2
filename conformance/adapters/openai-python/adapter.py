"""Drives the `openai` package as its README shows: `chat.completions.create(stream=True)`, chunk by chunk."""
import json
import os
import platform
import sys

# Standard output is the protocol's; whatever the client prints goes to standard error.
OUT, sys.stdout = sys.stdout, sys.stderr
# Where the installer puts the client; without that folder it is whatever this Python has.
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "site-packages"))

from importlib.metadata import version  # noqa: E402

import openai  # noqa: E402

READY = {
    "type": "ready",
    "protocol": 1,
    "client": {
        "name": "openai-python",
        "version": version("openai"),
        "language": "python",
        "runtime": f"python {platform.python_version()}",
        "entry": "OpenAI.chat.completions.create",
        "transport": f"httpx2 {version('httpx2')}",
    },
    # What ChatCompletionChunk and APIError name; reasoning is in neither. The synchronous client has no abort signal.
    "capabilities": ["chat.stream", "observe.progress", "action.abort.close", "action.retry"]
    + ["report." + it for it in "chunks refusal tool_calls usage finish_reason choices logprobs error".split()],
    "error_map": {
        "APIConnectionError": ["connect", "transport_reset", "truncated"],
        "APITimeoutError": ["timeout.connect", "timeout.first_byte", "timeout.idle"],
        # Without a status it is what the stream itself carried.
        "APIError": ["provider_error"],
        "JSONDecodeError": ["malformed_json"],
        "APIResponseValidationError": ["schema"],
    },
}

CLIENT = openai.OpenAI(api_key="set for each job", base_url="http://127.0.0.1")


def shown(error, chunks):
    status = getattr(error, "status_code", None)
    code = getattr(error, "code", None)
    message, body = str(error), getattr(error, "body", None)
    # The body of a refusal whose shape it does not know is in a public member, and the message is the status alone.
    if message == f"Error code: {status}" and body is not None:
        message += "\n" + (body if isinstance(body, str) else json.dumps(body))
    return {
        "native": type(error).__name__,
        "message": message,
        "status": status if isinstance(status, int) else None,
        "code": code if isinstance(code, (str, int)) else None,
        "class": "http_status" if isinstance(error, openai.APIStatusError) else None,
        "surface": "throw",
        "after_chunks": len(chunks),
    }


def stream(job, chunks):
    """Returns what to say of the abort; leaving this function lets go of the stream, as leaving a caller's would."""
    one = CLIENT.with_options(base_url=job["base_url"], api_key=job["api_key"], max_retries=job["options"]["max_retries"])
    text, abort = "", None
    answer = one.chat.completions.create(**job["request"])
    for chunk in answer:
        # Only what was sent, under the names of the wire; the models do not validate, so odd values come through.
        # Data of null is handed to the caller as None; what a caller does with it is not the client's doing.
        chunks.append(None if chunk is None else chunk.to_dict(mode="json", warnings=False))
        write({"type": "progress", "id": job["id"], "attempt": job["attempt"], "chunks": len(chunks)})
        if chunk is None or job["abort"] is None or abort is not None:
            continue
        text += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        if job["abort"]["after_text"] not in text:
            continue
        abort = {"requested": True, "seen": "silent"}
        if job["abort"]["how"] == "close":
            answer.close()
        break
    return abort


def run(job):
    result = {"type": "result", "id": job["id"], "attempt": job["attempt"], "outcome": "completed", "chunks": [], "errors": []}
    try:
        result["abort"] = stream(job, result["chunks"])
    except Exception as error:
        result["outcome"] = "failed"
        result["errors"].append(shown(error, result["chunks"]))
    return result


def write(message):
    print(json.dumps(message), file=OUT, flush=True)


for line in sys.stdin.buffer:
    message = json.loads(line) if line.strip() else {}
    if message.get("type") == "hello":
        write(READY)
    if message.get("type") == "bye":
        break
    if message.get("type") != "job":
        continue
    if message["op"] == "chat.stream":
        write(run(message))
    else:
        write({"type": "result", "id": message["id"], "attempt": message["attempt"], "outcome": "unsupported"})
