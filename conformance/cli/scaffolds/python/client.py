"""A plain streaming chat client of http.client alone. Replace it with yours, and keep what the adapter asks of it."""
import codecs
import http.client
import json
import re
from contextlib import closing
from urllib.parse import urlsplit


class ApiError(Exception):
    def __init__(self, message, status=None, code=None):
        super().__init__(message)
        self.status, self.code = status, code


class TruncatedError(Exception):
    pass


def stream_chat(base_url, api_key, request):
    """Yields the chunks as they come; raises where the answer is refused, breaks off, or carries an error."""
    url = urlsplit(base_url)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    with closing(kind(url.netloc)) as connection:
        headers = {
            "Authorization": f"Bearer {api_key}",
            "Content-Type": "application/json",
            "Accept": "text/event-stream",
        }
        connection.request("POST", f"{url.path}/chat/completions", json.dumps(request), headers)
        response = connection.getresponse()
        is_stream = response.headers.get_content_type() == "text/event-stream" or "Content-Type" not in response.headers
        if response.status != 200 or not is_stream:
            raise error_of(response.read().decode("utf-8", "replace"), response.status)
        finished = False
        for event, data in read_events(response):
            if data.strip() == "[DONE]":
                return
            chunk = json.loads(data)
            if not isinstance(chunk, dict):
                continue
            yield chunk
            if chunk.get("error") or event == "error":
                raise error_of(data)
            finished = finished or any(choice.get("finish_reason") for choice in chunk.get("choices") or [])
        if not finished:
            raise TruncatedError("the stream ended before the answer did")


def error_of(text, status=None):
    try:
        error = json.loads(text)["error"]
        return ApiError(str(error["message"]), status, error.get("code"))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ApiError(text[:4096], status)


def read_events(response):
    """Splits bytes into server-sent events. A line ends with CRLF, LF or CR, wherever the reads are cut."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held, data, event = "", [], ""
    more = True
    while more:
        block = response.read1(65536)
        more = bool(block)
        if not more and response.length:
            raise TruncatedError("the body is shorter than its length says")
        # At the end an event that lacks only its blank line is whole.
        held += decoder.decode(block, final=not more) + ("" if more else "\n\n")
        # The LF of a CRLF may come with the next read.
        *lines, held = re.split(r"\r\n|\n|\r(?!\Z)", held)
        for line in lines:
            name, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if line == "":
                if data:
                    yield event or "message", "\n".join(data)
                data, event = [], ""
            elif name == "data":
                data.append(value)
            elif name == "event":
                event = value
