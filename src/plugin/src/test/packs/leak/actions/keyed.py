"""Fetches its keys, says so, waits until a file is there, and tells the hash of each."""
import hashlib
import json
import os
import sys
import time
import urllib.request

parameters = json.loads(sys.stdin.readline())
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def call(method, path, body=None):
    request = urllib.request.Request(
        os.environ["ATTUNE_API_URL"] + "/api/v1/" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["ATTUNE_API_TOKEN"]},
    )
    with opener.open(request, timeout=60) as answer:
        return json.load(answer)


if parameters["make"]:
    made = "made of " + call("GET", "keys/tricky")["data"]["value"][::-1]
    call("POST", "keys", {"ref": "made", "value": made})
    call("POST", "keys", {"ref": "sink", "value": made})
keys = {name: call("GET", "keys/" + name)["data"]["value"] for name in ("tricky", "large", "made")}
print(keys["tricky"], keys["made"], sep="\n", file=sys.stderr, flush=True)
print("holding", file=sys.stderr, flush=True)
deadline = time.monotonic() + 300
while not os.path.exists(parameters["gate"]):
    if time.monotonic() > deadline:
        sys.exit("nobody made " + parameters["gate"])
    time.sleep(0.02)
print(json.dumps({name: hashlib.sha256(key.encode()).hexdigest() for name, key in keys.items()}))
