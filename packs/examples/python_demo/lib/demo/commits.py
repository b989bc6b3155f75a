"""Sorts commits by the kind that their subject names: `feat(api)!: subject`."""

import re

SUBJECT = re.compile(r"(?P<kind>[a-z]+)(\((?P<scope>[^()]+)\))?(?P<breaking>!)?: (?P<text>.+)")
TITLES = {"breaking": "Breaking changes", "feat": "New", "fix": "Fixed", "other": "Other changes"}


def classify(commit):
    """The section of a commit, and its line in the notes."""
    subject, _, rest = commit["message"].partition("\n")
    match = SUBJECT.fullmatch(subject.strip())
    if not match:
        return "other", _line(None, subject.strip(), commit)
    breaking = match["breaking"] or "\nBREAKING CHANGE:" in "\n" + rest
    section = "breaking" if breaking else match["kind"] if match["kind"] in TITLES else "other"
    return section, _line(match["scope"], match["text"], commit)


def _line(scope, text, commit):
    author = commit.get("author", {}).get("name")
    prefix = "{}: ".format(scope) if scope else ""
    suffix = ", " + author if author else ""
    return "- {}{} ({}{})".format(prefix, text, commit["hash"][:7], suffix)


def sections(commits):
    """Lines by section, in the order of TITLES; empty sections are left out."""
    found = {name: [] for name in TITLES}
    for commit in commits:
        section, line = classify(commit)
        found[section].append(line)
    return {name: lines for name, lines in found.items() if lines}
