"""Tests of python_demo: every action is started the way the platform does it."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

PACK = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LIMIT_SECONDS = 30
KEY = "correct horse battery"
# From the HMAC test vectors of RFC 4231, case 2.
VECTOR = ("Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")


def run(action, script, document, **variables):
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.path.join(PACK, "lib"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ATTUNE_ACTION": "python_demo." + action,
        **variables,
    }
    command = [sys.executable, "-u", os.path.join(PACK, "actions", script)]
    pipe = subprocess.PIPE
    result = subprocess.run(command, input=document, stdout=pipe, stderr=pipe, cwd=PACK, env=env, timeout=LIMIT_SECONDS)
    return result.returncode, result.stdout.decode("utf-8"), result.stderr.decode("utf-8")


def on_stdin(action, script, **parameters):
    return run(action, script, json.dumps(parameters).encode("utf-8") + b"\n")


class SignatureTest(unittest.TestCase):
    def test_sign_computes_the_standard_hmac(self):
        key, message, signature = VECTOR
        status, stdout, stderr = on_stdin("sign", "signature.py", message=message, key=key + "\n")
        self.assertEqual((0, ""), (status, stderr))
        self.assertEqual({"algorithm": "sha256", "signature": signature}, json.loads(stdout))

    def test_verify_accepts_what_sign_made(self):
        for algorithm in ("sha256", "sha384", "sha512"):
            common = {"message": "ü", "key": KEY, "algorithm": algorithm}
            signature = json.loads(on_stdin("sign", "signature.py", **common)[1])["signature"]
            status, stdout, _ = on_stdin("verify", "signature.py", signature=signature, **common)
            self.assertEqual((0, {"valid": True}), (status, json.loads(stdout)))

    def test_verify_fails_for_another_message_and_still_gives_a_result(self):
        status, stdout, stderr = on_stdin("verify", "signature.py", message="a", signature="0" * 64, key=KEY)
        self.assertEqual((1, {"valid": False}), (status, json.loads(stdout)))
        self.assertEqual("the signature does not fit\n", stderr)

    def test_the_key_is_never_printed(self):
        good = {"message": "m"}
        for parameters in (good, {"message": 5}, {**good, "algorithm": "md5"}, {**good, "signature": "0"}):
            for action in ("sign", "verify", "unknown"):
                _, stdout, stderr = on_stdin(action, "signature.py", key=KEY, **parameters)
                self.assertNotIn(KEY, stdout + stderr)

    def test_a_broken_document_is_refused_without_showing_it(self):
        for document in (b"", b"[]", b'{"key": "correct horse', b"\xff"):
            status, stdout, stderr = run("sign", "signature.py", document)
            self.assertEqual((64, ""), (status, stdout))
            self.assertRegex(stderr, r"\Athe parameter document is not [A-Za-z ]+\n\Z")


class ReleaseNotesTest(unittest.TestCase):
    COMMITS = [
        {"hash": "1111111aa", "message": "feat(api): add search", "author": {"name": "Zoë"}},
        {"hash": "2222222bb", "message": "fix: no more crash\n\nDetails."},
        {"hash": "3333333cc", "message": "feat!: drop Java 11"},
        {"hash": "4444444dd", "message": "refactor: names\n\nBREAKING CHANGE: other names"},
        {"hash": "5555555ee", "message": "Merge branch"},
    ]

    def notes(self, **parameters):
        status, stdout, stderr = on_stdin("release_notes", "release_notes.py", version="1.2.3", **parameters)
        self.assertEqual((0, "{} commits\n".format(len(parameters["commits"]))), (status, stderr))
        return json.loads(stdout)

    def test_commits_are_sorted_into_sections(self):
        notes = self.notes(commits=self.COMMITS)
        self.assertEqual({"breaking": 2, "feat": 1, "fix": 1, "other": 1}, notes["counts"])
        self.assertTrue(notes["breaking"])
        self.assertIn("## 1.2.3\n\n### Breaking changes\n\n- drop Java 11 (3333333)\n", notes["markdown"])
        self.assertIn("### New\n\n- api: add search (1111111, Zoë)\n", notes["markdown"])

    def test_other_commits_can_be_left_out(self):
        self.assertNotIn("Merge", self.notes(commits=self.COMMITS, include_other=False)["markdown"])

    def test_no_commits_give_notes_without_sections(self):
        notes = self.notes(commits=[])
        self.assertEqual(("## 1.2.3\n", False), (notes["markdown"], notes["breaking"]))

    def test_missing_and_wrong_input_is_refused(self):
        for parameters in ({}, {"version": "1.0.0"}, {"version": "1.0.0", "commits": [5]}):
            status, stdout, stderr = on_stdin("release_notes", "release_notes.py", **parameters)
            self.assertEqual((64, ""), (status, stdout))
            self.assertRegex(stderr, r"parameter '(version|commits)'")


class LogSummaryTest(unittest.TestCase):
    LOG = "10:01 ERROR: disk 1 full\n10:02 WARN slow\n10:03 ERROR: disk 22 full\nINFO fine\n10:04 ERROR - lost\n"

    def summary(self, **parameters):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "parameters")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(parameters, file)
            variables = {"ATTUNE_PARAMETER_DELIVERY": "file", "ATTUNE_PARAMETER_FILE": path}
            status, stdout, stderr = run("log_summary", "log_summary.py", b"", **variables)
        return status, [json.loads(line) for line in stdout.splitlines()], stderr

    def test_messages_that_differ_in_numbers_count_as_one(self):
        status, found, stderr = self.summary(log=self.LOG)
        self.assertEqual((0, "3 kinds of messages\n"), (status, stderr))
        expected = [("ERROR", 2, "disk # full"), ("ERROR", 1, "lost"), ("WARN", 1, "slow")]
        self.assertEqual(expected, [(line["level"], line["count"], line["message"]) for line in found])

    def test_rare_messages_and_other_levels_can_be_left_out(self):
        self.assertEqual(1, len(self.summary(log=self.LOG, minimum_count=2)[1]))
        self.assertEqual(["INFO"], [line["level"] for line in self.summary(log=self.LOG, levels=["INFO"])[1]])

    def test_a_missing_file_is_refused(self):
        for variables in ({}, {"ATTUNE_PARAMETER_FILE": "/does/not/exist"}):
            status, _, stderr = run("log_summary", "log_summary.py", b"", ATTUNE_PARAMETER_DELIVERY="file", **variables)
            self.assertEqual(64, status)
            self.assertNotIn("Traceback", stderr)


if __name__ == "__main__":
    unittest.main()
