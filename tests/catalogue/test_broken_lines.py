"""A catalogue that lost a quotation mark is refused: polib would leave a letter out."""

import pytest

from acquit.catalogue.po import open_po
from acquit.problems import Problems

GOOD = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# a comment of "a translator
#, fuzzy
#| msgid "Pay \\"now\\""
msgid "Pay"
msgstr ""
"Payer "
"ici"

#~ msgid "Gone"
#~ msgstr "Parti"
#~| msgid "Old"
"""


def opened(tmp_path, text: str):
    path = tmp_path / "docs.po"
    path.write_text(text, encoding="utf-8")
    return open_po(path)


def test_what_is_right_is_read(tmp_path):
    assert [entry.msgstr for entry in opened(tmp_path, GOOD)] == ["Payer ici", "Parti"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"Payer "', '"Payer ', 9),
        ('"Payer "', 'Payer "', 9),
        ('"Payer "', '"Payer "vite" "', 9),
        ('msgid "Pay"', 'msgid "Pay', 7),
        ('msgid "Pay"', "msgid Pay", 7),
        ('#~ msgstr "Parti"', '#~ msgstr "Parti', 13),
        ('"ici"', "ici", 10),
    ],
)
def test_a_lost_mark_is_told_at_its_line(tmp_path, old, new, line):
    with pytest.raises(Problems) as caught:
        opened(tmp_path, GOOD.replace(old, new))
    (problem,) = caught.value.problems
    assert problem.location.line == line
    assert problem.message.startswith("not a valid catalogue: ")
