import hashlib
import json
import os
import sys
import time

document = json.loads(sys.stdin.readline())
print("holding", file=sys.stderr, flush=True)
deadline = time.monotonic() + 120
while not os.path.exists(document["file"]):
    if time.monotonic() > deadline:
        sys.exit("nobody made " + document["file"])
    time.sleep(0.05)
print(json.dumps({"sha256": hashlib.sha256(document["token"].encode()).hexdigest()}))
