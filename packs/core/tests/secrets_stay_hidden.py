"""What other users of the machine can see of an action while it runs."""

import json
import os
import subprocess
import sys
import unittest
import uuid

from http_servers import serving
from support import PACK, action_file, dotenv, environment, python_command, python_environment, shells

WAIT_SECONDS = 30


def visible():
    """The argument lists and environments of all processes that this user can see."""
    if not os.path.isdir("/proc/self"):
        return subprocess.run(["ps", "axeww"], stdout=subprocess.PIPE, check=True).stdout
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        for name in ("cmdline", "environ"):
            try:
                with open("/proc/{}/{}".format(process, name), "rb") as file:
                    found.append(file.read())
            except OSError:
                continue  # it has ended, or belongs to somebody else
    return b"\n".join(found)


class SecretsStayHiddenTest(unittest.TestCase):
    def start(self, command, env):
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PACK, env=env
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def test_the_search_finds_what_is_planted(self):
        for place in ("argument", "variable"):
            secret = uuid.uuid4().hex
            waiting = [sys.executable, "-c", "import sys; print(1, flush=True); sys.stdin.read()"]
            arguments = waiting + ([secret] if place == "argument" else [])
            env = environment(PLANTED=secret if place == "variable" else "")
            self.start(arguments, env).stdout.readline()
            self.assertIn(secret.encode(), visible(), place)

    def test_http_request_shows_no_secret_while_it_runs(self):
        password, header, body = (uuid.uuid4().hex for _ in range(3))
        with serving() as server:
            process = self.start(python_command(), python_environment())
            parameters = {
                "url": server.url("/hang"),
                "method": "POST",
                "auth_username": "user",
                "auth_password": password,
                "headers": {"X-Api-Key": header},
                "json": {"secret": body},
                "timeout_seconds": WAIT_SECONDS,
            }
            process.stdin.write(json.dumps(parameters).encode("utf-8"))
            process.stdin.close()
            process.stdin = None
            self.assertTrue(server.arrived.wait(WAIT_SECONDS))
            seen = visible()
            self.assertEqual(header, server.seen[0]["headers"]["x-api-key"])
        self.assertIn(action_file("http_request.py").encode(), seen)
        for secret in (password, header, body):
            self.assertNotIn(secret.encode(), seen)

    def test_sleep_shows_no_message_while_it_runs(self):
        for shell in shells():
            secret = uuid.uuid4().hex
            process = self.start(shell + [action_file("sleep.sh")], environment())
            process.stdin.write(dotenv({"seconds": "1", "message": secret}).encode("utf-8"))
            process.stdin.close()
            process.stdin = None
            seen = visible()
            while process.poll() is None and b"sleep\0001" not in seen:
                self.assertNotIn(secret.encode(), seen)
                seen = visible()
            self.assertNotIn(secret.encode(), seen)
            self.assertEqual(secret + "\n", process.communicate()[0].decode("utf-8"))
