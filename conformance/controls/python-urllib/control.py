"""Bare `urllib.request` of Python."""
import http.client, os, sys, urllib.error, urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python"))
from speak import decoded, speak


def ask(method, url, body, headers):
    headers = {**headers, "Accept-Encoding": "gzip"}  # undone below, as whoever builds on this does
    try:
        response = urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method))
    except urllib.error.HTTPError as error:
        response = error
    with response:
        yield response.status, response.headers["content-type"]
        yield from decoded(iter(lambda: read1(response), b""), response.headers["content-encoding"])


def read1(response):
    block = response.read1(65536)
    if not block and getattr(response, "length", None):
        raise http.client.IncompleteRead(b"", response.length)
    return block


speak("python-urllib", "bare urllib.request", ask, classes=[(http.client.IncompleteRead, "truncated"), (EOFError, "truncated")])
