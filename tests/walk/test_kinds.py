"""Every kind of control has a noun, and is told when another is looked for in vain."""

import pytest

from acquit.kinds import ACTIONS, DIALOG, ICON, KEY, PAGE
from acquit.procedure.kind_words import wrong_with_noun
from acquit.walk.failure import WalkError
from tests.support.sheets import reference

#: What a screen shows; a page, a dialog and a key are no part of it, an icon has no words.
ON_SCREENS = sorted(ACTIONS - {PAGE, DIALOG, KEY, ICON})
LABELLED = "<span id=l>Find it</span>"
MARKUP = {
    "file": "<input type=file aria-labelledby=l>",
    **dict.fromkeys(
        ("button", "checkbox", "link", "menuitem", "switch", "tab"),
        "<a role={} tabindex=0>Find it</a>",
    ),
}


@pytest.mark.parametrize("kind", ON_SCREENS)
def test_what_is_there_instead_is_told_by_its_name(sheet, kind):
    control = MARKUP.get(kind, "<div role={} tabindex=0 aria-labelledby=l>&nbsp;</div>")
    screen = sheet.show(("" if "Find it" in control else LABELLED) + control.format(kind))
    with pytest.raises(WalkError) as caught:
        screen.find(reference("button", "Go"), [])
    assert caught.value.failure.nearest == ["Find it"]


@pytest.mark.parametrize("kind", ON_SCREENS)
def test_a_wrong_noun_gets_the_right_one_as_a_hint(kind):
    other = " link" if kind not in ("link", "icon", "tab") else " check box"
    wrong = wrong_with_noun("Use the ", other, "{it}", kind)
    assert wrong is not None
    assert "what it is" not in wrong.hint
