"""python_demo.release_notes: from commits to Markdown."""

from demo import commits, document


def main():
    parameters = document.read()
    version = document.require(parameters, "version", str)
    given = document.require(parameters, "commits", list)
    document.progress("{} commits".format(len(given)))

    try:
        found = commits.sections(given)
    except (AttributeError, KeyError, TypeError):
        document.fail("parameter 'commits' must be a list of objects with 'hash' and 'message'")
    if not parameters.get("include_other", True):
        found.pop("other", None)

    lines = ["## " + version]
    for section, entries in found.items():
        lines += ["", "### " + commits.TITLES[section], ""] + entries
    document.write(
        {
            "version": version,
            "breaking": "breaking" in found,
            "counts": {section: len(entries) for section, entries in found.items()},
            "markdown": "\n".join(lines) + "\n",
        }
    )


if __name__ == "__main__":
    main()
