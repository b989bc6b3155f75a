"""python_demo.log_summary: one line of JSON for each kind of message, the most frequent first."""

import re
from collections import Counter

from demo import document

NUMBER = re.compile(r"[0-9]+")


def main():
    parameters = document.read()
    log = document.require(parameters, "log", str)
    levels = parameters.get("levels", ["ERROR", "WARN"])
    minimum = parameters.get("minimum_count", 1)

    pattern = re.compile(r"\b({})\b[\s:\]-]*(.*)".format("|".join(map(re.escape, levels))))
    counts = Counter()
    for line in log.splitlines():
        match = pattern.search(line)
        if match:
            counts[match[1], NUMBER.sub("#", match[2]).strip()] += 1

    ordered = sorted(counts.items(), key=lambda item: (levels.index(item[0][0]), -item[1], item[0][1]))
    for (level, message), count in ordered:
        if count >= minimum:
            document.write({"level": level, "count": count, "message": message})
    document.progress("{} kinds of messages".format(len(ordered)))


if __name__ == "__main__":
    main()
