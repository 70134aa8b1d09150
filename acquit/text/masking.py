"""What of a message is no prose: code, references, placeholders, addresses, tags, entities."""

import re

#: Stands for each character that is no prose: a letter to those who look at what is beside it.
MASK = "\ufffc"
_NO_PROSE = re.compile(
    r"``.+?``|`[^`\n]+`"  # code
    r"|(?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|(?<=\])\[[^\[\]]*\]"  # a link's address
    r"|<[a-z]+:[^<>\s]+>|<[^<>\s@]+@[^<>\s]+>|</?[A-Za-z][^<>]*>"
    r"|\b[a-z][a-z+.-]*://[^\s)»]+|\bwww\.[^\s)»]+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|%\(\w+\)[-#0 +]*[\d.]*[a-zA-Z]|%[sd]\b"
    r"|\{:?[ ]*[^{}\n]*\}"
    r"|&#?\w+;|:[a-z]+(?:-[a-z0-9]+)+:"
    r"|\[\^[^\]\n]+\]",
    re.DOTALL,
)


def masked(text: str) -> str:
    """Return a text of the same length in which prose alone is left."""
    return _NO_PROSE.sub(lambda match: MASK * len(match[0]), text)
