"""Reads its secrets, says so, waits until a file is there, and tells the hash of each."""
import hashlib
import json
import os
import sys
import time

environment = os.environ
if environment["ATTUNE_PARAMETER_FORMAT"] == "yaml":
    by_file = environment["ATTUNE_PARAMETER_DELIVERY"] == "file"
    with open(environment["ATTUNE_PARAMETER_FILE"] if by_file else 0, encoding="utf-8") as file:
        # Each line is a parameter, and its value is JSON as well.
        parameters = json.loads("{" + ",".join(file.read().rstrip("\n").split("\n")) + "}")
else:
    sys.path.insert(0, environment["ATTUNE_LIB"])
    import attune_parameters

    parameters = attune_parameters.parameters()

secrets = {}
for name in ("tricky", "large"):
    secrets[name] = parameters[name].encode("utf-8")
    if environment["ATTUNE_ACTION"].startswith("leak.own"):
        with open(secrets[name], "rb") as file:
            secrets[name] = file.read()
print("holding", file=sys.stderr, flush=True)
deadline = time.monotonic() + 120
while not os.path.exists(parameters["gate"]):
    if time.monotonic() > deadline:
        sys.exit("nobody made " + parameters["gate"])
    time.sleep(0.02)
print(json.dumps({name: hashlib.sha256(secret).hexdigest() for name, secret in secrets.items()}))
