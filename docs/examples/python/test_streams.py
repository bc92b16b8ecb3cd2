"""Plays the copied streams to a reader of your own: replace `read_events` and `fold` with your client's.

Make them with `streamproof fixtures copy testdata/streams`; STREAMS names another folder."""
import json
import os
import pathlib
import re

import pytest

ROOT = pathlib.Path(os.environ.get("STREAMS", "testdata/streams"))


def load(*parts):
    return json.loads(ROOT.joinpath(*parts).read_text(encoding="utf-8"))


def read_events(body):
    """The data of each event, by the rules of WHATWG's event streams."""
    data = []
    for line in re.split("\r\n|\n|\r", body.decode("utf-8", "replace").removeprefix("\ufeff"))[:-1]:
        name, _, value = line.partition(":")
        if line == "" and data:
            yield "\n".join(data)
            data = []
        elif name == "data":
            data.append(value.removeprefix(" "))


def fold(body):
    """Content by choice, and usage: what the chunks add up to."""
    content, usage = {}, None
    for data in read_events(body):
        if data.strip() == "[DONE]":
            break
        chunk = json.loads(data)
        usage = chunk.get("usage") or usage
        for choice in chunk.get("choices") or []:
            delta, index = choice.get("delta") or {}, choice.get("index", 0)
            content[index] = content.get(index, "") + (delta.get("content") or "")
    return content, usage


def suits(case):
    """Legal chat streams in one whole answer; your client may well be held to more."""
    if (case["op"], case["level"], case["input"], case["profile"]) != ("chat.stream", "must", "legal", "core"):
        return False
    told, due = load(case["folder"], "case.json"), load(case["folder"], "expected.json")["any_of"][0]
    return told["no_cassette"] is None and len(told["exchanges"]) == 1 and due["outcome"] == "completed"


@pytest.mark.parametrize("folder", [case["folder"] for case in load("index.json")["cases"] if suits(case)])
def test_stream(folder):
    content, usage = fold(ROOT.joinpath(folder, "body.sse").read_bytes())
    due = load(folder, "expected.json")["any_of"][0]
    for choice in due.get("message", {"choices": []})["choices"]:
        if isinstance(choice.get("content"), str):
            assert content.get(choice["index"], "") == choice["content"]
    for name, count in (due.get("usage") or {}).items():
        assert usage[name] == count
