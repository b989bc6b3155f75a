"""All tests of the core pack: `python3 -m unittest tests/test_core.py` in the pack's directory."""

import os
import sys
import unittest

TESTS = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [TESTS, os.path.join(os.path.dirname(TESTS), "lib")]

# Imported for the test loader, which collects what this module names.
from http_network import HttpNetworkTest  # noqa: E402,F401
from http_parameters import HttpParametersTest  # noqa: E402,F401
from http_redirects import HttpRedirectsTest  # noqa: E402,F401
from http_requests import HttpRequestsTest  # noqa: E402,F401
from secrets_stay_hidden import SecretsStayHiddenTest  # noqa: E402,F401
from shell_actions import ShellActionsTest  # noqa: E402,F401

if __name__ == "__main__":
    unittest.main()
