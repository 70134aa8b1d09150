"""Which pages are walked, and when all of it counts as a success."""

import json
from dataclasses import replace

import pytest
from werkzeug.wrappers import Request, Response

from acquit.site.serving import Server
from acquit.walk.failure import Cause, Failure
from acquit.walk.running import (
    SiteError,
    Target,
    as_report,
    is_success,
    line,
    nothing_done,
    summary,
    targets,
    with_another_page,
    without_guesses,
)
from acquit.walk.unproven import unproven, unused
from acquit.walk.walker import Walk

LISTS = {"en": ["how-to/pay", "how-to/see"], "fr": ["how-to/pay"]}


def rows(locale: str) -> list[dict[str, object]]:
    return [{"page": p, "url": f"{p}/", "steps": {p: "step 2"}} for p in LISTS[locale]]


@pytest.fixture
def site():
    @Request.application
    def respond(request: Request) -> Response:
        listed = {"procedures": rows(request.path.split("/")[1])}
        return Response(json.dumps(listed), content_type="application/json")

    server = Server()
    server.app = respond
    server.start()
    yield server.address.public
    server.close()


def test_a_procedure_that_a_language_lacks_is_an_error(site):
    with pytest.raises(SiteError, match="how-to/see: no such procedure in the language fr"):
        targets(site, ["en", "fr"])
    with pytest.raises(SiteError, match="in the language fr"):
        targets(site, ["en", "fr"], ["docs/how-to/see.md"])


def test_another_page_that_has_what_is_missing_is_named():
    listed = [{"page": "pay", "steps": {"totals": "step 1"}}]
    listed += [{"page": "how-to/see", "steps": {"totals": "step 2"}}]
    target = Target("pay", "en", "/pay/", listed=listed)
    missing = Failure(Cause.NO_PLACE, "“Totals” isn’t on the screen", control="totals")
    assert "; step 2 of how-to/see has it" in with_another_page(missing, target).sentence()
    for other in (
        replace(missing, control="pay"),
        replace(missing, cause=Cause.AMBIGUOUS),
        replace(missing, perhaps="; the screen on which step 1 is done has it"),
        replace(missing, message="no heading “Totals”: it is there, but hidden"),
    ):
        assert with_another_page(other, target) is other


def test_pages_are_named_by_file_or_by_name(site):
    wanted = [Target("how-to/pay", where, f"{site}/{where}/how-to/pay/") for where in ("en", "fr")]
    wanted = [replace(each, listed=rows(each.locale)) for each in wanted]
    for page in ("docs/how-to/pay.md", "how-to/pay", "how-to/pay/", "pay", "pay.md"):
        assert targets(site, ["en", "fr"], [page]) == wanted
    assert targets(site, ["en", "fr"], ["handbook/how-to/pay.md"], "handbook") == wanted
    with pytest.raises(SiteError, match="no such procedure"):
        targets(site, ["en", "fr"], ["docs/how-to/pay.md"], "handbook")


@pytest.mark.parametrize(
    ("walks", "success"),
    [
        ([], False),
        ([Walk("a", "en", passed=True)], False),
        ([Walk("a", "en", acted=1, passed=True)], True),
        ([Walk("a", "en", acted=1, passed=True), Walk("a", "fr", acted=1)], False),
    ],
)
def test_success_is_that_all_passed_and_something_was_done(walks, success):
    assert is_success(walks) is success


def test_a_walk_in_a_line():
    walk = Walk("docs/pay.md", "fr", "5.a", acted=8, checked=4, passed=True, seconds=2.34)
    text = "[1/2] ✓ docs/pay.md fr 5.a: 8 acted, 4 checked, 0 outside, 2.3 s"
    assert line(walk, "[1/2]") == text


def test_what_got_stuck_twice_at_one_place_is_guessed_at_once():
    first = Failure(Cause.MISSING, "no button “Pay”", step="3", number=4, perhaps="; perhaps a")
    assert without_guesses(first, []) == first
    again = replace(first, perhaps="; perhaps it depends on step 2")
    assert without_guesses(again, [first]).perhaps == ""
    elsewhere = replace(again, step="5", number=9)
    assert without_guesses(elsewhere, [first]) == elsewhere


def test_why_nothing_was_done():
    assert nothing_done([]) == "nothing was done: no page has a procedure"
    failure = Failure(Cause.MISSING, "no button “Pay”", page="a.md", locale="en", step="1")
    stuck = Walk("a.md", "en", failure=failure)
    said = nothing_done([stuck])
    assert said.endswith("got stuck before its first action; a.md (en), step 1: no button “Pay”")
    assert "no page has a procedure" not in said
    assert "each of the 2 walks" in nothing_done([stuck, stuck])
    assert nothing_done([stuck, Walk("a.md", "en", acted=1)]) == ""


PAY = {"pay": "Pay now", "paid": "Paid"}


def test_labels_that_no_walk_of_the_language_saw():
    walks = [
        Walk("a.md", "en", "5.a", seen={"pay"}, named=PAY | {"due": "Due"}),
        Walk("a.md", "en", "5.b", seen={"paid"}, named=PAY | {"due": "Due"}),
        Walk("b.md", "en", seen={"due"}),
        Walk("a.md", "fr", seen={"pay"}, named=PAY | {"other": "Autre"}),
    ]
    assert unproven(walks) == [
        "a.md fr: no walk looked for “Autre”, “Paid” (what a page only mentions needs no walk)"
    ]
    del walks[2]
    assert (
        unproven(walks)[0]
        == "a.md en: no walk looked for “Due” (what a page only mentions needs no walk)"
    )


def test_conditions_that_were_always_or_never_met():
    walks = [
        Walk("a.md", "en", met=["2"], unmet=["3", "4"]),
        Walk("a.md", "en", met=["2", "4"], unmet=["3"]),
        Walk("a.md", "fr", met=["3"]),
    ]
    assert unproven(walks) == [
        "a.md en: the condition of step 2 was always met: no walk left it out",
        "a.md en: the condition of step 3 was never met: no walk did it",
        "a.md fr: the condition of step 3 was always met: no walk left it out",
    ]


def test_controls_that_do_not_say_what_they_are():
    walks = [
        Walk("a.md", "en", used={"pay", "search"}, unmarked={"search"}),
        Walk("a.md", "fr", used={"pay", "card"}, unmarked=set()),
    ]
    said = "for the product’s developers: 1 of 3 controls carries no data-control: two that swap"
    said += " their labels wouldn’t be noticed"
    assert unproven(walks) == [said]
    assert summary(walks, 1.0).endswith(f"Not proven:\n    {said}")
    assert json.loads(as_report(walks))["unproven"] == [said]
    assert unproven([Walk("a.md", "en", used={"pay"})]) == []
    assert summary([], 1.0) == "0 walks, 0 failed: 0 steps, 0 actions in 1.0 s"


def test_steps_that_nobody_did_and_what_a_page_does_not_say():
    walks = [
        Walk("a.md", "en", "5.a", elsewhere=["6", "7"], named=PAY),
        Walk("a.md", "en", "5.b", elsewhere=["6"], sent={"pay"}, named=PAY, seen=set(PAY)),
        Walk("a.md", "fr", elsewhere=["6"], unchecked="7", seen=set(PAY)),
    ]
    assert unproven(walks) == [
        "a.md en: steps 6, 7 are .outside: nobody did them",
        "a.md fr: step 6 is .outside: nobody did it",
        "a.md fr: nothing is checked after step 7: name in the result what has changed, like"
        " {status}, {message} or {control.gone}; where no screen shows it, nothing is wrong",
        f"a.md en: the walk pressed Enter in “{PAY['pay']}”, and the page doesn’t say so:"
        " write {pay} …, and press {enter_key}",
    ]


def test_the_report_of_a_walk_holds_lists():
    walk = Walk("a.md", "en", seen={"pay", "due"}, used={"pay"}, met=["2"], named=PAY)
    out = json.loads(as_report([walk]))["walks"][0]
    assert (out["seen"], out["used"], out["unmarked"]) == (["due", "pay"], ["pay"], [])
    assert (out["met"], out["unmet"]) == (["2"], [])
    assert "named" not in out


def test_a_label_that_no_page_and_no_screen_uses_is_told():
    walks = [
        Walk("a", "en", named={"pay": "Pay"}, carried={"pay": "1", "cancel": "1"}),
        Walk("b", "en"),
    ]
    told = unused(walks, ["pay", "cancel", "lost", "enter_key", "forgotten"])
    assert told == ["no page names, and no screen carried: forgotten, lost"]
    assert unused(walks, ["pay"]) == []
    assert unused([Walk("a", "en")], ["lost"]) == []
