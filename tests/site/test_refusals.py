"""What a build refuses, on the command line: everything at once, exit status 1, no traceback."""

import pytest

from tests.support.project import PAGE, PROCEDURES, ROOT, command, copy, edit, read


@pytest.fixture
def project(tmp_path):
    return copy(tmp_path)


FRENCH = "locales/fr/LC_MESSAGES/docs.po"


def place(line_with: str, column_of: str = "") -> str:
    """Where something stands in the page, as a problem says it."""
    lines = read(ROOT / PAGE).split("\n")
    number, line = next((n, text) for n, text in enumerate(lines, 1) if line_with in text)
    return f"{PAGE.as_posix()}:{number}:{line.index(column_of or line_with) + 1}"


#: What most mistakes show in: half a build.
IN_FRENCH = ("--locale", "fr")


def refused(project, *arguments: str) -> str:
    done = command(project, "build", *arguments, *IN_FRENCH)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert not (project / "site" / "fr").exists()
    return done.stderr


def test_the_project_builds_strictly(project):
    done = command(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (project / "site" / "fr" / "how-to").is_dir()
    assert 'href="fr/" hreflang="fr"' in read(project / "site/index.html")


def test_a_placeholder_lost_in_french(project):
    edit(
        project / FRENCH,
        r'(msgstr "Dans le volet, sélectionnez le bouton )\{confirm_payment\}',
        r"\1Payer",
    )
    said = refused(project)
    assert "loses {confirm_payment}" in said
    assert "docs.po:" in said


def test_an_untranslated_step_when_strict(project):
    edit(project / FRENCH, r'msgstr "Sélectionnez le bouton \{sign_in\}\."', 'msgstr ""')
    done = command(project, "build", *IN_FRENCH)
    assert done.returncode == 0
    assert f"{len(PROCEDURES)} messages not translated" in done.stdout  # once on each page
    page = read(project / "site/fr/how-to/make-an-immediate-payment/index.html")
    assert "ne sont pas encore traduites" in page
    said = command(project, "build", "--strict", *IN_FRENCH)
    assert said.returncode == 1
    assert (
        f"{place('{sign_in}', 'Select')}: not translated into fr: 'Select the {{sign_in}}"
        in said.stderr
    )


def test_a_fuzzy_translation_is_untranslated(project):
    edit(
        project / FRENCH,
        r'#, python-brace-format\nmsgid "Select the \{sign_in\} button."',
        '#, fuzzy, python-brace-format\nmsgid "Select the {sign_in} button."',
    )
    said = refused(project, "--strict")
    assert "the fr translation is fuzzy: 'Select the {sign_in} button.'" in said
    assert "docs.po:" in said


def test_an_untranslated_label_when_strict(project):
    edit(
        project / "locales/fr/LC_MESSAGES/widget.po",
        r'msgid "Sign in"\nmsgstr "Se connecter"',
        'msgid "Sign in"\nmsgstr ""',
    )
    assert "the label of {sign_in} is not translated into fr" in refused(project, "--strict")


def test_an_untranslated_string_of_the_toolkit_when_strict(project):
    edit(project / FRENCH, r'(msgid "Try it here"\nmsgstr ")[^"]+', r"\1")
    assert "not translated into fr: 'Try it here'" in refused(project, "--strict")


def test_an_untranslated_value_when_strict(project):
    edit(project / PAGE, r'search: "\{cost_management_billing\}"', 'search: "billing of costs"')
    assert "not translated into fr: 'billing of costs'" in refused(project, "--strict")


def test_an_empty_page_and_windows_line_ends_are_no_trouble(project):
    (project / "docs/empty.md").write_text("")
    page = project / PAGE
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert command(project, "build", "--strict", *IN_FRENCH).returncode == 0
    html = read(project / "site/fr/empty/index.html")
    assert "acquit-procedure" not in html
    assert command(project, "messages").returncode == 0


def test_an_anchor_that_differs(project):
    edit(
        project / FRENCH,
        r'msgstr "Effectuer un paiement immédiat"',
        'msgstr "Effectuer un paiement immédiat {: #effectuer-un-paiement }"',
    )
    assert "invents an attribute list" in refused(project)


def test_an_unknown_control_with_its_place(project):
    edit(project / PAGE, r"\{pay_now\}", "{pay_nw}")
    said = refused(project)
    assert f"{place('{pay_now}')}: unknown control {{pay_nw}}" in said
    assert "hint: did you mean {pay_now}?" in said
    assert said.count("unknown control") == 1
    assert said.startswith("docs/")


def test_a_page_that_is_not_utf8(project):
    (project / "docs" / "latin.md").write_bytes("# Café {: #cafe }\n".encode("latin-1"))
    edit(project / PAGE, r"\{pay_now\}", "{pay_nw}")
    said = refused(project)
    assert "docs/latin.md:1:6: not UTF-8 text" in said
    assert "unknown control {pay_nw}" in said


def test_a_broken_catalogue(project):
    with (project / FRENCH).open("a", encoding="utf-8") as file:
        file.write("\nnonsense\n")
    assert "not a valid catalogue" in refused(project)


def test_a_language_that_is_not_there(project):
    done = command(project, "build", "--locale", "de")
    assert done.returncode == 1
    assert "no language de in mkdocs.yml; there are: en, fr" in done.stderr


def test_a_failed_build_leaves_the_site_that_was_there(project):
    assert command(project, "build", *IN_FRENCH).returncode == 0
    before = read(project / "site/fr/index.html")
    edit(project / PAGE, r"\{pay_now\}", "{pay_nw}")
    assert command(project, "build", *IN_FRENCH).returncode == 1
    assert read(project / "site/fr/index.html") == before


def test_outside_a_project(tmp_path):
    done = command(tmp_path, "build")
    assert done.returncode == 1
    assert done.stderr.startswith("acquit: mkdocs.yml: no such file")


# Catalogues -------------------------------------------------------------------------------------

PRODUCT = "locales/fr/LC_MESSAGES/widget.po"


def twice(path) -> None:
    """Let a merge have kept both sides."""
    message = 'msgctxt "sign_in"\nmsgid "Sign in"\nmsgstr "Se connecter"\n'
    assert message in read(path)
    path.write_text(read(path) + "\n" + message.replace("Se connecter", "Connexion"))


@pytest.mark.parametrize("verb", ["build", "messages", "walk"])
def test_a_label_that_stands_twice(project, verb):
    twice(project / PRODUCT)
    lines = read(project / PRODUCT).split("\n")
    first, second = (n for n, line in enumerate(lines, 1) if line == 'msgctxt "sign_in"')
    done = command(project, verb)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"{PRODUCT}:{second}:1: the message 'Sign in' stands twice" in done.stderr
    assert f"hint: it stands in line {first} already" in done.stderr


@pytest.mark.parametrize("verb", ["build", "messages"])
@pytest.mark.parametrize("name", [FRENCH, PRODUCT])
def test_a_conflict_that_was_not_resolved(project, verb, name):
    path = project / name
    path.write_text("<<<<<<< HEAD\n" + read(path) + "=======\n>>>>>>> other\n", encoding="utf-8")
    before = path.read_bytes()
    done = command(project, verb)
    assert done.returncode == 1
    assert f"{name}:1:1: <<<<<<< is left of a git conflict" in done.stderr
    assert done.stderr.count("is left of a git conflict") == 3
    assert path.read_bytes() == before


def test_a_wrong_placeholder_of_the_product_is_told_and_refused_when_strict(project):
    edit(project / PRODUCT, r"%\(amount\)s([^\n]*\"\n\n)", r"%(montant)s\1")
    done = command(project, "build", *IN_FRENCH)
    assert done.returncode == 0, done.stderr
    assert "isn't right: unknown named placeholder 'montant'" in done.stdout
    assert PRODUCT in done.stdout
    assert "unknown named placeholder 'montant'" in refused_strictly(project)
    done = command(project, "messages")
    assert done.returncode == 0
    assert "unknown named placeholder 'montant'" in done.stdout


def refused_strictly(project) -> str:
    done = command(project, "build", "--strict", *IN_FRENCH)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr


def test_a_message_of_no_page_that_loses_a_reference(project):
    """It is on a page as soon as somebody writes it there."""
    with (project / FRENCH).open("a", encoding="utf-8") as file:
        file.write('\n#, python-brace-format\nmsgid "See {pay_now}."\nmsgstr "Voyez."\n')
    assert "the translation of 'See {pay_now}.' loses {pay_now}" in refused(project)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Language: de", "the header says Language: de, in the folder of fr"),
        ("Plural-Forms: nplurals=9; plural=n;", "no language has 9 forms"),
        ("Content-Type: text/plain; charset=latin-1", "the header says charset=latin-1"),
    ],
)
def test_a_header_that_cannot_be_right(project, header, said):
    name = header.partition(":")[0]
    path = project / FRENCH
    kept = [line for line in read(path).split("\n") if not line.startswith(f'"{name}:')]
    kept.insert(kept.index('msgstr ""') + 1, f'"{header}\\n"')
    path.write_text("\n".join(kept), encoding="utf-8")
    assert said in refused(project)


def test_bringing_catalogues_up_to_date_twice_changes_nothing(project):
    assert command(project, "messages").returncode == 0
    before = {path: path.read_bytes() for path in (project / "locales").rglob("*.po*")}
    assert len(before) >= 4
    done = command(project, "messages")
    assert "(changed)" not in done.stdout
    assert {path: path.read_bytes() for path in (project / "locales").rglob("*.po*")} == before
