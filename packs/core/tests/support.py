"""Starts the pack's actions the way the platform does: a document on stdin, a small environment."""

import json
import os
import shutil
import subprocess
import sys

PACK = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATA = os.path.join(PACK, "tests", "data")
LIMIT_SECONDS = 60


def environment(**more):
    values = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return {**values, "LANG": "C", "ATTUNE_PACK_REF": "core", **more}


def shells():
    """Command lines of every shell of this machine that may have to run a script."""
    found = [[path] for path in map(shutil.which, ("sh", "dash", "bash", "ksh", "mksh")) if path]
    busybox = shutil.which("busybox")
    return found + ([[busybox, "sh"]] if busybox else [])


def dotenv(parameters):
    """A parameter document: name='value' lines, a quote within a value as '\\''."""
    return "".join("{}='{}'\n".format(k, v.replace("'", "'\\''")) for k, v in sorted(parameters.items()))


def action_file(name):
    return os.path.join(PACK, "actions", name)


def run_shell(shell, script, parameters):
    command = shell + [action_file(script)]
    document = (dotenv(parameters) + "\n").encode("utf-8")
    return run(command, document, environment())


def python_command():
    return [sys.executable, "-u", action_file("http_request.py")]


def python_environment(**more):
    return environment(PYTHONPATH=os.path.join(PACK, "lib"), PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="1", **more)


def run_http(parameters, **env):
    return run(python_command(), json.dumps(parameters).encode("utf-8") + b"\n", python_environment(**env))


def run(command, document, env):
    pipe = subprocess.PIPE
    return subprocess.run(command, input=document, stdout=pipe, stderr=pipe, cwd=PACK, env=env, timeout=LIMIT_SECONDS)
