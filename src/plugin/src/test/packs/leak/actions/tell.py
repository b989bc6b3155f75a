"""Prints its secret in every way on both streams, and as its result."""
import base64
import json
import sys
import time
import urllib.parse

document = json.loads(sys.stdin.buffer.readline())
token = document["token"]
half = len(token) // 2
for stream in (sys.stderr, sys.stdout):
    stream.write("split " + token[:half])
    stream.flush()
    time.sleep(0.2)
    stream.write(token[half:] + "\n")
    stream.write("raw " + token + "\n")
    stream.write("json " + json.dumps(token) + " " + json.dumps(token, ensure_ascii=False) + "\n")
    stream.write("url " + urllib.parse.quote(token, safe="") + " " + urllib.parse.quote_plus(token) + "\n")
    stream.write("base64 " + base64.b64encode(("user:" + token).encode()).decode() + "\n")
    stream.flush()
print(json.dumps({"token": token, token: [{"nested": "x" + token}]}))
sys.exit(document["exit_code"])
