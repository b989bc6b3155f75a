"""Reads what GeneratedParameters wrote with PyYAML and the helper for Python; needs PyYAML, hence is run by hand.

    python3 check-documents.py DIRECTORY LIBRARY
"""

import glob
import json
import os
import subprocess
import sys
from decimal import Decimal

import yaml

directory, library = sys.argv[1:]
sys.path.insert(0, library)
import attune_parameters  # noqa: E402


def read(name):
    with open(name, "rb") as file:
        return file.read()


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    return a == b


def flat(name, value, into):
    if isinstance(value, dict):
        for key, inner in value.items():
            flat(name + "." + key if name else key, inner, into)
    else:
        into[name] = value
    return into


def helper(file, form):
    attune_parameters._document = None
    os.environ.update(
        ATTUNE_PARAMETER_FORMAT=form, ATTUNE_PARAMETER_DELIVERY="file", ATTUNE_PARAMETER_FILE=file
    )
    return attune_parameters


counts = dict(pyyaml=0, python_json=0, python_dotenv=0)
for meant in glob.glob(directory + "/*.any.meant"):
    expected = json.loads(read(meant))
    base = meant[: -len("meant")]
    assert same(expected, yaml.safe_load(read(base + "yaml"))), base
    counts["pyyaml"] += 1
    assert same(expected, helper(base + "json", "json").parameters()), base
    counts["python_json"] += 1
for meant in glob.glob(directory + "/*.named.meant"):
    expected = flat("", json.loads(read(meant), parse_float=Decimal), {})
    base = meant[: -len("meant")]
    found = helper(base + "dotenv", "dotenv").parameters()
    assert found.keys() == expected.keys(), base
    for name, value in expected.items():
        if isinstance(value, str):
            assert found[name] == value == attune_parameters.get_secret(name), (base, name)
        elif value is None:
            assert found[name] == ""
        elif isinstance(value, bool):
            assert found[name] == ("true" if value else "false")
        elif isinstance(value, Decimal):
            assert Decimal(found[name]) == value
        else:
            assert json.loads(found[name]) == json.loads(json.dumps(value, default=float)), (base, name)
    counts["python_dotenv"] += 1
    for shell in (["dash"], ["bash"], ["busybox", "sh"]):
        script = '. "$ATTUNE_LIB/attune.sh"; for n in $(parameter_names); do get_secret "$n" v; '
        script += "printf '%s=%s\\0' \"$n\" \"$v\"; done"
        done = subprocess.run(
            shell + ["-c", script], env=dict(os.environ, ATTUNE_LIB=library), capture_output=True, check=True
        )
        read_back = dict(item.split("=", 1) for item in done.stdout.decode().split("\0")[:-1])
        assert read_back == found, (base, shell)
        counts[shell[0]] = counts.get(shell[0], 0) + 1
print(counts)
