"""Broken links: told with their place by a build, refused by a strict one."""

from tests.support.languages import both_languages
from tests.support.project import command, copy, edit

#: What is wrong with each link, and how that is said.
BROKEN = {
    "[roles](nowhere.md)": "contains a link 'nowhere.md', but the target",
    "[roles](index.md#nowhere)": "does not contain an anchor '#nowhere'",
    "[roles](#nowhere)": "there is no such anchor on this page",
    "[roles](/absolute/)": "contains an absolute link '/absolute/'",
    "[roles](nowhere)": "contains an unrecognized relative link 'nowhere'",
}


def test_broken_links_are_told_and_refused_when_strict(tmp_path):
    folder = copy(tmp_path)
    links = "\n".join(f"See {link}.\n" for link in BROKEN)
    (folder / "docs/links.md").write_text(f"# Links {{: #links }}\n\n{links}")
    done = command(folder, "build", "--locale", "en")
    assert done.returncode == 0
    for said in BROKEN.values():
        assert said in done.stdout
    for noise in ("INFO", "WARNING", "not included in the", "- links.md"):
        assert noise not in done.stdout
    strict = command(folder, "build", "--locale", "en", "--strict")
    assert strict.returncode == 1
    for said in BROKEN.values():
        assert said in strict.stderr


def test_a_picture_that_is_left_out_of_the_site_is_broken(tmp_path):
    folder = copy(tmp_path)
    text = "# Links {: #links }\n\n![The panel](project/images/immediate-payment.png)\n"
    (folder / "docs/links.md").write_text(text)
    said = "'project/images/immediate-payment.png' which is excluded from the built site"
    done = command(folder, "build", "--locale", "en")
    assert done.returncode == 0
    assert said in done.stdout
    strict = command(folder, "build", "--locale", "en", "--strict")
    assert strict.returncode == 1
    assert said in strict.stderr


@both_languages
def test_a_malformed_link_is_refused(tmp_path, locale):
    folder = copy(tmp_path)
    edit(folder / "docs/index.md", r"\[immediate\]: how-to/", "[imediate]: how to/")
    done = command(folder, "build", "--locale", locale)
    assert done.returncode == 1
    assert "the link's definition [immediate] is missing" in done.stderr
    assert "hint: did you mean [imediate]?" in done.stderr
    assert "the address 'how to/make-an-immediate-payment.md' holds a space" in done.stderr


def test_a_translated_link_says_where_it_goes_as_well(tmp_path):
    folder = copy(tmp_path)
    french = folder / "locales/fr/LC_MESSAGES/docs.po"
    edit(french, r'"\[Consulter vos factures\]', '"[ici]')
    done = command(folder, "build")
    assert done.returncode == 1
    assert "docs.po:" in done.stderr
    assert "the link's text 'ici' doesn't say where it goes" in done.stderr
