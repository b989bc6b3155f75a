import hashlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

document = json.loads(sys.stdin.readline())
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(method, path, body=None):
    request = urllib.request.Request(
        os.environ["ATTUNE_API_URL"] + "/api/v1/" + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={
            "Authorization": "Bearer " + os.environ["ATTUNE_API_TOKEN"],
            "Content-Type": "application/json",
        },
    )
    try:
        with opener.open(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def digest(value):
    if isinstance(value, dict):
        return {name: digest(item) for name, item in value.items()}
    if isinstance(value, list):
        return [digest(item) for item in value]
    if document.get("show"):
        print("shown " + str(value), file=sys.stderr)
    return hashlib.sha256(str(value).encode()).hexdigest()[:16]


if document.get("show"):
    print("token " + os.environ["ATTUNE_API_TOKEN"], file=sys.stderr)
if document.get("stranger"):
    code = (
        "import os, urllib.request;"
        "urllib.request.build_opener(urllib.request.ProxyHandler({})).open(urllib.request.Request("
        "os.environ['ATTUNE_API_URL'] + '/api/v1/keys', headers={'Authorization': 'Bearer '"
        " + os.environ['ATTUNE_API_TOKEN']}))"
    )
    child = subprocess.run([sys.executable, "-c", code], start_new_session=True, capture_output=True, text=True)
    print("stranger: " + child.stderr.strip().splitlines()[-1], file=sys.stderr)

calls = document.get("calls") or [["GET", "keys/" + document["credential_key"]]]
results = []
for number, call in enumerate(calls):
    if number == 1 and document.get("gate"):
        print("asked once", file=sys.stderr, flush=True)
        while not os.path.exists(document["gate"]):
            time.sleep(0.05)
    status, answer = ask(*call)
    data = answer.get("data") if isinstance(answer, dict) else None
    if isinstance(data, dict) and "value" in data:
        results.append([status, digest(data["value"])])
    else:
        results.append([status, answer.get("error") or data or answer.get("items")])
print(json.dumps(results))
