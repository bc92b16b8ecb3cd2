"""Bare `http.client` of Python."""
import contextlib, http.client, os, sys, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
from speak import decoded, speak


def ask(method, url, body, headers):
    headers = {**headers, "Accept-Encoding": "gzip"}  # undone below, as whoever builds on this does
    parts = urllib.parse.urlsplit(url)
    with contextlib.closing(http.client.HTTPConnection(parts.hostname, parts.port)) as connection:
        connection.request(method, parts.path, body, headers)
        response = connection.getresponse()
        yield response.status, response.headers["content-type"]
        yield from decoded(iter(lambda: read1(response), b""), response.headers["content-encoding"])


def read1(response):
    block = response.read1(65536)
    if not block and response.length:  # read1 does not raise where the declared length is not reached
        raise http.client.IncompleteRead(b"", response.length)
    return block


speak("python-http-client", "bare http.client", ask, classes=[(http.client.IncompleteRead, "truncated"), (EOFError, "truncated")])
