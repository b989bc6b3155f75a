"""Prints its secret twice on both streams: where the first part of what is kept ends, and where the last part begins."""
import json
import sys

document = json.loads(sys.stdin.buffer.readline())
token = document["token"].encode("utf-8")
head = b"." * (document["half"] - document["before"]) + token
tail = token + b"." * (document["half"] - document["after"])
for stream in (sys.stdout.buffer, sys.stderr.buffer):
    stream.write(head + b"-" * (3 * document["half"]) + tail)
    stream.flush()
sys.exit(document["exit_code"])
