import base64
import json
import sys
import time
import urllib.parse

document = json.loads(sys.stdin.readline())
token = document["token"]
half = len(token) // 2
sys.stderr.write("split " + token[:half])
sys.stderr.flush()
time.sleep(0.3)
sys.stderr.write(token[half:] + " whole\n")
sys.stderr.write("base64 " + base64.b64encode(("user:" + token).encode()).decode() + "\n")
sys.stderr.write("url " + urllib.parse.quote(token, safe="") + "\n")
sys.stderr.write("raw " + token + "\n")
print(json.dumps({"token": token, "nested": [{token: "x" + token}]}))
sys.exit(document["exit_code"])
