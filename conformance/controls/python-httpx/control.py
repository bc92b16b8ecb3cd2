"""Bare `httpx`, in the version that the client itself has: its own site-packages come as the argument."""
import os, sys

sys.path[:0] = [*sys.argv[1:], os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python")]
import httpx
from speak import speak

client = httpx.Client(timeout=None, trust_env=False)


def ask(method, url, body, headers):
    with client.stream(method, url, content=body, headers=headers) as response:
        yield response.status_code, response.headers.get("content-type")
        yield from response.iter_bytes()


cut = (httpx.RemoteProtocolError, "truncated"), (httpx.DecodingError, "truncated"), (httpx.ConnectError, "connect")
speak("python-httpx", "bare httpx", ask, "httpx " + httpx.__version__, cut)
