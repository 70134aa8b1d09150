"""What guides show: blocks of commands, files and answers."""

import re

#: The kind of a block, a name beside it, and its text.
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def pattern(line: str) -> str:
    """The expression that a line of an answer stands for: … is anything."""
    return ".*".join(map(re.escape, line.split("…")))
