"""A streaming chat client of nothing but Python's standard library, in the client protocol of streamproof."""
import contextlib, http.client, itertools, json, platform, re, sys
class ProviderError(Exception): shown = property(lambda self: self.args[0])  # the members of a reported error
def told(text, kind, status=None):  # {"error": {…}}, {"error": "…"}, or whatever else came
    with contextlib.suppress(Exception): text = json.loads(text)["error"]
    error = text if isinstance(text, dict) else {"message": text}
    return ProviderError({"message": str(error.get("message"))[:4096], "code": error.get("code"), "class": kind, "status": status})
def events(blocks, held=b"", cr=False, data=(), kind="", last_id="", bom=b"\xef\xbb\xbf"):
    for block in blocks:  # a CR ends its line at once; the LF of a CRLF may come with the next read
        block, cr = block[1:] if cr and block[:1] == b"\n" else block, block.endswith(b"\r")
        *lines, held = re.split(b"\r\n|\r|\n", held + block)
        for line in lines:
            (name, _, value), bom = line.removeprefix(bom).decode("utf-8", "replace").partition(":"), b""
            if not line and data: yield {"event": kind or "message", "data": "\n".join(data), "id": last_id}
            if not line: data, kind = (), ""
            elif name == "data": data += (value.removeprefix(" "),)
            elif name == "event": kind = value.removeprefix(" ")
            elif name == "id" and "\0" not in value: last_id = value.removeprefix(" ")
def read(method, url, body, **headers):
    with contextlib.closing(http.client.HTTPConnection(url.split("/")[2])) as connection:
        connection.request(method, "/" + url.split("/", 3)[3], body, {"Accept": "text/event-stream", "Content-Type": "application/json", **headers})
        response = connection.getresponse()
        stream = response.headers.get_content_type() in ("text/event-stream", "text/plain")  # the latter also where none was sent
        wrong = "http_status" if response.status != 200 else None if stream else "content_type"
        if wrong: raise told(response.read().decode("utf-8", "replace"), wrong, response.status)
        while block := response.read1(65536): yield block
        if response.length: raise http.client.IncompleteRead(b"", response.length)
def chat(job, chunks):
    source = read("POST", job["base_url"] + "/chat/completions", json.dumps(job["request"]), Authorization="Bearer " + job["api_key"])
    for event in events(itertools.chain(source, [b"\n\n"])):  # an event that lacks only its blank line is whole
        if event["data"].strip() == "[DONE]": return
        chunks.append(json.loads(event["data"].strip() or "{}"))
        if event["event"] == "error" or isinstance(chunks[-1], dict) and chunks[-1].get("error"): raise told(event["data"], "provider_error")
    if '"finish_reason": "' not in json.dumps(chunks): raise http.client.IncompleteRead(b"")  # no [DONE], no finish: cut
READY = {"type": "ready", "protocol": 1, "client": {"name": "python-stdlib", "version": platform.python_version(), "runtime": "python " + platform.python_version(), "transport": "http.client"}, "capabilities":
         ["chat.stream", "sse.read", *("report." + it for it in "chunks reasoning refusal tool_calls usage finish_reason choices error".split())],
         "error_map": {"IncompleteRead": ["truncated"], "JSONDecodeError": ["malformed_json"], "ConnectionResetError": ["transport_reset"]}}
for job in itertools.takewhile(lambda job: job["type"] != "bye", map(json.loads, sys.stdin.buffer)):
    if job["type"] == "hello": print(json.dumps(READY), flush=True)
    if job["type"] != "job": continue
    answer = {"type": "result", "id": job["id"], "attempt": job["attempt"], "outcome": "completed" if job["op"] in READY["capabilities"] else "unsupported", "chunks": [], "events": []}
    try: chat(job, answer["chunks"]) if job["op"] == "chat.stream" else answer["outcome"] == "completed" and answer["events"].extend(events(read(job["method"], job["url"], job["body"])))
    except Exception as error:
        answer.update(outcome="failed", errors=[{"native": type(error).__name__, "surface": "throw", "message": str(error), **getattr(error, "shown", {})}])
    print(json.dumps(answer), flush=True)
