"""python_demo.sign and python_demo.verify: two actions, one script."""

import hashlib
import hmac
import os

from demo import document

ALGORITHMS = ("sha256", "sha384", "sha512")
DOES_NOT_FIT = 1


def compute(parameters):
    message = document.require(parameters, "message", str)
    key = document.require(parameters, "key", str)
    algorithm = parameters.get("algorithm", "sha256")
    if algorithm not in ALGORITHMS:
        document.fail("parameter 'algorithm' must be one of " + ", ".join(ALGORITHMS))
    # A key that was saved with an editor ends with a line end that nobody meant.
    secret = key.rstrip("\r\n").encode("utf-8")
    return algorithm, hmac.new(secret, message.encode("utf-8"), getattr(hashlib, algorithm)).hexdigest()


def sign(parameters):
    algorithm, signature = compute(parameters)
    document.write({"algorithm": algorithm, "signature": signature})


def verify(parameters):
    given = document.require(parameters, "signature", str)
    _, expected = compute(parameters)
    # A plain comparison takes longer the more digits fit, which tells an attacker something.
    valid = hmac.compare_digest(expected.encode("ascii"), given.encode("utf-8"))
    document.write({"valid": valid})
    if not valid:
        document.fail("the signature does not fit", DOES_NOT_FIT)


ACTIONS = {"python_demo.sign": sign, "python_demo.verify": verify}


def main():
    action = ACTIONS.get(os.environ.get("ATTUNE_ACTION"))
    if action is None:
        document.fail("ATTUNE_ACTION must be one of " + ", ".join(ACTIONS))
    action(document.read())


if __name__ == "__main__":
    main()
