"""Speaks the client protocol for a bare transport of Python, so that whatever fails is that transport's doing."""
import json, platform, re, sys


class Refused(Exception):
    def __init__(self, text, kind, status=None):
        try:
            error = json.loads(text)["error"]
        except (ValueError, KeyError, TypeError):
            error = {"message": text[:4096]}
        error = error if isinstance(error, dict) else {"message": str(error)}
        super().__init__(str(error.get("message")))
        self.told = {"code": error.get("code"), "class": kind, "status": status}


def events(blocks):
    """Splits bytes into events by the WHATWG rules; a CR at the end of a read ends its line at once."""
    held, after_cr, data, kind, last_id, bom = b"", False, [], "", "", b"\xef\xbb\xbf"
    for block in blocks:
        if not block:
            continue
        skipped = 1 if after_cr and block[:1] == b"\n" else 0
        block, after_cr = block[skipped:], block.endswith(b"\r")
        *lines, held = re.split(b"\r\n|\r|\n", held + block)
        for line in lines:
            name, _, value = line.removeprefix(bom).decode("utf-8", "replace").partition(":")
            line, bom, value = line.removeprefix(bom), b"", value.removeprefix(" ")
            if not line:
                if data:
                    yield {"event": kind or "message", "data": "\n".join(data), "id": last_id}
                data, kind = [], ""
            elif name == "data":
                data.append(value)
            elif name == "event":
                kind = value
            elif name == "id" and "\0" not in value:
                last_id = value


def body_of(answer):
    """The answer's body, once its head says that it is an event stream. `answer` yields (status, type), then bytes."""
    status, media = next(answer)
    kind = "http_status" if status != 200 else None
    if kind is None and not re.match(r"text/(event-stream|plain)\b", media or "text/plain", re.I):
        kind = "content_type"
    if kind is not None:
        raise Refused(b"".join(answer).decode("utf-8", "replace"), kind, status)
    yield from answer


def with_blank_line(blocks):
    yield from blocks
    yield b"\n\n"  # an event that lacks only its blank line is whole


def chat(job, ask, result, progress):
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream", "Authorization": "Bearer " + job["api_key"]}
    answer = ask("POST", job["base_url"] + "/chat/completions", json.dumps(job["request"]).encode(), headers)
    text = ""
    try:
        for event in events(with_blank_line(body_of(answer))):
            data = event["data"].strip()
            if data == "[DONE]":
                return
            if not data:
                continue
            chunk = json.loads(data)
            result["chunks"].append(chunk)
            progress()
            if event["event"] == "error" or isinstance(chunk, dict) and chunk.get("error"):
                raise Refused(data, "provider_error")
            if job["abort"] is None:
                continue
            for choice in (chunk.get("choices") or [])[:1]:
                text += (choice.get("delta") or {}).get("content") or ""
            if job["abort"]["after_text"] in text:
                result["abort"] = {"requested": True, "seen": "silent"}
                return
    finally:
        answer.close()


def say(message):
    print(json.dumps(message), flush=True)


def class_of(error, classes):
    if isinstance(error, ConnectionRefusedError):
        return "connect"
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return "malformed_json"
    return next((name for kind, name in classes if isinstance(error, kind)), "transport_reset")


def run(job, ask, classes):
    result = {"type": "result", "id": job["id"], "attempt": job["attempt"], "outcome": "completed"}
    result.update(chunks=[], events=[], errors=[], abort=None)
    try:
        shown = {"type": "progress", "id": job["id"], "attempt": job["attempt"]}  # events count as chunks do
        if job["op"] == "chat.stream":
            chat(job, ask, result, lambda: say({**shown, "chunks": len(result["chunks"])}))
        else:
            body = job["body"].encode() if job["body"] else None
            for event in events(body_of(ask(job["method"], job["url"], body, {"Accept": "text/event-stream"}))):
                result["events"].append(event)
                say({**shown, "chunks": len(result["events"])})
    except Exception as error:  # whatever the transport raises is what it tells
        told = error.told if isinstance(error, Refused) else {"class": class_of(error, classes)}
        shown = {"native": type(error).__name__, "message": str(error)[:4096], "surface": "throw"}
        result.update(outcome="failed", errors=[{**shown, "after_chunks": len(result["chunks"]), **told}])
    return result


def speak(name, entry, ask, transport=None, classes=()):
    """`ask(method, url, body, headers)` is a generator: first (status, content type), then the body's bytes."""
    runtime = "python " + platform.python_version()
    reports = "chunks reasoning refusal tool_calls usage finish_reason choices logprobs error".split()
    client = {"name": name, "version": platform.python_version(), "language": "python", "runtime": runtime, "entry": entry}
    ready = {"type": "ready", "protocol": 1, "client": {**client, **({"transport": transport} if transport else {})}}
    ready["capabilities"] = ["chat.stream", "sse.read", "sse.http", "report.last_event_id", "observe.progress"]
    ready["capabilities"] += ["action.retry", "action.abort.break", "action.abort.close", *("report." + it for it in reports)]
    for line in sys.stdin.buffer:
        message = json.loads(line) if line.strip() else {}
        if message.get("type") == "bye":
            break
        if message.get("type") == "hello":
            say(ready)
        if message.get("type") == "job":
            say(run(message, ask, classes))


def decoded(blocks, coding):
    """Python's own transports leave the content coding to their caller."""
    if (coding or "").lower() not in ("gzip", "x-gzip"):
        yield from blocks
        return
    import zlib

    plain = zlib.decompressobj(31)
    for block in blocks:
        yield plain.decompress(block)
    if not plain.eof:
        raise EOFError("the gzip stream ends early")
