"""Drives `httpx-sse` as its README shows: `connect_sse` over an `httpx.Client`, then `iter_sse`."""
import json
import os
import platform
import sys

# Standard output is the protocol's; whatever the client prints goes to standard error.
OUT, sys.stdout = sys.stdout, sys.stderr
# Where the installer puts the client; without that folder it is whatever this Python has.
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "site-packages"))

from importlib.metadata import version  # noqa: E402

import httpx  # noqa: E402
from httpx_sse import connect_sse  # noqa: E402

READY = {
    "type": "ready",
    "protocol": 1,
    "client": {
        "name": "httpx-sse",
        "version": version("httpx-sse"),
        "language": "python",
        "runtime": f"python {platform.python_version()}",
        "entry": "connect_sse, iter_sse",
        "transport": f"httpx {version('httpx')}",
    },
    # It sets Accept and looks at the content type; the status is left to the caller, who has `source.response` for it.
    "capabilities": ["sse.read", "sse.http", "report.last_event_id", "observe.progress"],
    "error_map": {
        "SSEError": ["content_type"],
        "RemoteProtocolError": ["truncated"],
        "ReadError": ["transport_reset"],
        "ConnectError": ["connect"],
        "HTTPStatusError": ["http_status"],
        "UnicodeDecodeError": ["malformed_sse"],
    },
}

# httpx gives up on a silent stream after 5 s unless told otherwise; the runner has a deadline of its own.
CLIENT = httpx.Client(timeout=None)


def shown(error, events):
    response = getattr(error, "response", None)
    return {
        "native": type(error).__name__,
        "message": str(error),
        "status": response.status_code if response is not None else None,
        "surface": "throw",
        "after_chunks": len(events),
    }


def read(job, events):
    with connect_sse(CLIENT, job["method"], job["url"], content=job["body"]) as source:
        source.response.raise_for_status()
        for event in source.iter_sse():
            events.append({"event": event.event, "data": event.data, "id": event.id})
            write({"type": "progress", "id": job["id"], "attempt": job["attempt"], "chunks": len(events)})


def run(job):
    result = {"type": "result", "id": job["id"], "attempt": job["attempt"], "outcome": "completed", "events": [], "errors": []}
    try:
        read(job, result["events"])
    except Exception as error:
        result["outcome"] = "failed"
        result["errors"].append(shown(error, result["events"]))
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
    if message["op"] == "sse.read":
        write(run(message))
    else:
        write({"type": "result", "id": message["id"], "attempt": message["attempt"], "outcome": "unsupported"})
