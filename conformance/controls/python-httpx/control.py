"""Bare `httpx` or `httpx2`, in the version that the client itself has: arguments are the module and its site-packages."""
import importlib, os, sys

sys.path[:0] = [*sys.argv[2:], os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python")]
from speak import speak

httpx = importlib.import_module(sys.argv[1])

client = httpx.Client(timeout=None, trust_env=False)


def ask(method, url, body, headers):
    with client.stream(method, url, content=body, headers=headers) as response:
        yield response.status_code, response.headers.get("content-type")
        yield from response.iter_bytes()


cut = (httpx.RemoteProtocolError, "truncated"), (httpx.DecodingError, "truncated"), (httpx.ConnectError, "connect")
speak("python-httpx", "bare " + sys.argv[1], ask, sys.argv[1] + " " + httpx.__version__, cut)
