"""The shell actions, under every shell of the machine."""

import time
import unittest

from support import environment, run, action_file, run_shell, shells

MESSAGES = [
    'héllo $x "q"',
    "",
    "it's",
    "'; exit 9; '",
    "$(exit 9) `exit 9` ${HOME} \\n \\\\ \\",
    "-n",
    "-e a\\tb",
    "%s %d %%",
    "two\nlines",
    "\n\nleading and trailing\n\n",
    "  spaces\tand tabs  ",
    "日本語 🚀",
    "* ? [a-z] ~ # ! & | ; < >",
    "carriage\r\nreturn",
    "x" * 200000,
]


class ShellActionsTest(unittest.TestCase):
    def each_shell(self):
        found = shells()
        self.assertTrue(found, "a machine without sh")
        for shell in found:
            with self.subTest(shell=" ".join(shell)):
                yield shell

    def check(self, result, status, stdout, stderr=b""):
        self.assertEqual((status, stdout[:300], stderr), (result.returncode, result.stdout[:300], result.stderr))
        self.assertEqual(len(stdout), len(result.stdout))

    def test_echo_prints_the_message_exactly_and_one_newline(self):
        for shell in self.each_shell():
            for message in MESSAGES:
                with self.subTest(message=message[:40]):
                    self.check(run_shell(shell, "echo.sh", {"message": message}), 0, (message + "\n").encode("utf-8"))

    def test_echo_without_a_message_prints_an_empty_line(self):
        for shell in self.each_shell():
            self.check(run_shell(shell, "echo.sh", {}), 0, b"\n")

    def test_a_variable_of_the_environment_is_no_parameter(self):
        for shell in self.each_shell():
            result = run(shell + [action_file("echo.sh")], b"\n", environment(message="from the environment"))
            self.check(result, 0, b"\n")

    def test_noop_prints_nothing(self):
        for shell in self.each_shell():
            self.check(run_shell(shell, "noop.sh", {}), 0, b"")

    def test_fail_ends_with_the_given_status_and_says_the_message_on_stderr(self):
        for shell in self.each_shell():
            for code in (0, 1, 2, 77, 255):
                result = run_shell(shell, "fail.sh", {"exit_code": str(code), "message": "it's $broken"})
                self.check(result, code, b"", b"it's $broken\n")

    def test_fail_without_parameters_ends_with_one_and_silently(self):
        for shell in self.each_shell():
            self.check(run_shell(shell, "fail.sh", {}), 1, b"")

    def test_fail_refuses_what_is_no_exit_status(self):
        for shell in self.each_shell():
            for code in ("256", "-1", "x", "1.0", "99999999999999999999", ""):
                result = run_shell(shell, "fail.sh", {"exit_code": code})
                self.check(result, 64, b"", b"core.fail: 'exit_code' must be a whole number from 0 to 255\n")

    def test_sleep_waits_and_then_prints_the_message(self):
        for shell in self.each_shell():
            started = time.monotonic()
            result = run_shell(shell, "sleep.sh", {"seconds": "1", "message": "back"})
            self.assertGreaterEqual(time.monotonic() - started, 1)
            self.check(result, 0, b"back\n")

    def test_sleep_takes_numbers_as_JSON_writes_them(self):
        for shell in self.each_shell():
            for seconds in ("0", "0.0", "0.01", "1.0E-5", "1e-05"):
                self.check(run_shell(shell, "sleep.sh", {"seconds": seconds}), 0, b"")

    def test_sleep_refuses_what_is_no_time(self):
        for shell in self.each_shell():
            for seconds in ("-1", "1.2.3", "infinity", "1 2", "", ".", "1d", "1e", "$(exit 3)"):
                with self.subTest(seconds=seconds):
                    result = run_shell(shell, "sleep.sh", {"seconds": seconds})
                    self.assertEqual((64, b""), (result.returncode, result.stdout))
                    self.assertIn(b"core.sleep: 'seconds' must be a number", result.stderr)
