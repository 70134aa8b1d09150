"""Which pages are walked, and when all of it counts as a success."""

import json

import pytest
from werkzeug.wrappers import Request, Response

from acquit.site.serving import Server
from acquit.walk.running import SiteError, Target, is_success, line, targets
from acquit.walk.walker import Walk

LISTS = {"en": ["how-to/pay", "how-to/see"], "fr": ["how-to/pay"]}


@pytest.fixture
def site():
    @Request.application
    def respond(request: Request) -> Response:
        pages = LISTS[request.path.split("/")[1]]
        listed = {"procedures": [{"page": page, "url": f"{page}/"} for page in pages]}
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


def test_pages_are_named_by_file_or_by_name(site):
    wanted = [Target("how-to/pay", where, f"{site}/{where}/how-to/pay/") for where in ("en", "fr")]
    for page in ("docs/how-to/pay.md", "how-to/pay", "how-to/pay/"):
        assert targets(site, ["en", "fr"], [page]) == wanted


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
