"""What writers wait for: check and sync of large projects, and an edit in the preview.

Beside the commands stands the least that any tool must do: to parse and write the catalogues.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polib
from playwright.sync_api import Page, sync_playwright

from acquit.preview.serving import previewing
from acquit.site.settings import HELP, read_settings
from acquit.walk.browser import find_or_install
from tests.support.pages import HEAD
from tests.support.project import ROOT
from tests.support.tiny_project import CONFIG

PAGES, LOCALES = 1000, ("fr", "de", "es")
PREVIEWED = 200
#: A page's messages, and something in their place: what they mean nobody reads here.
MESSAGES = {
    "Pay invoice {i}": "Payer la facture {i}",
    "Pay an invoice of company {i}.": "Payez une facture de l’entreprise {i}.",
    "Open the {{invoices}} page of company {i}.": "Ouvrez la page {{invoices}} du client {i}.",
    "For number {i}, select the {{pay}} button.": "Pour le numéro {i}, sélectionnez {{pay}}.",
    "The status is {{paid}}, for company {i}.": "Le statut est {{paid}}, pour le client {i}.",
    "When it is late {i}": "En cas de retard {i}",
    "A late invoice of {i} costs 10 euros more.": "Une facture de {i} en retard coûte 10 euros.",
    "See the other guides of company {i}.": "Voyez les autres guides du client {i}.",
}
BODY = """1. {2}
2. {3}

    {4}

!!! note "{5}"
    {6}

{7}
"""


def write_project(folder: Path, pages: int, locales: tuple[str, ...]) -> None:
    """Write a project of so many pages with eight messages each, translated."""
    (folder / "docs").mkdir(parents=True)
    languages = "".join(f", {locale}: {locale}" for locale in locales)
    config = CONFIG.format(extensions="[admonition, attr_list, tables]", more="")
    config = config.replace(", fr: Français", languages)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for i in range(pages):
        said = [message.format(i=i) for message in MESSAGES]
        head = HEAD.replace("# Pay {", f"# {said[0]} {{").replace("Pay an invoice.", said[1])
        (folder / f"docs/p{i}.md").write_text(head + BODY.format(*said), encoding="utf-8")
    for locale in locales:
        catalogue = polib.POFile(wrapwidth=100)
        catalogue.metadata = {
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": locale,
        }
        for i in range(pages):
            for source, text in MESSAGES.items():
                entry = polib.POEntry(msgid=source.format(i=i), msgstr=text.format(i=i))
                catalogue.append(entry)
        path = folder / f"locales/{locale}/LC_MESSAGES/docs.po"
        path.parent.mkdir(parents=True)
        catalogue.save(str(path))


def cpu(folder: Path, *command: str) -> float:
    """Run a command of the toolkit, and return its seconds of CPU.

    Raises where it fails; `check` finds problems, which its status tells.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "acquit", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=command[0] != "check",
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def floor(folder: Path) -> float:
    """Parse and write each catalogue once, and return the seconds of CPU."""
    started = time.process_time()
    for path in folder.rglob("docs.po"):
        str(polib.pofile(str(path), wrapwidth=100))
    return time.process_time() - started


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def measure_commands(folder: Path) -> None:
    """Print what each command costs, first and again."""
    least = floor(folder)
    page, catalogue = folder / "docs/p7.md", folder / "locales/fr/LC_MESSAGES/docs.po"
    steps: list[tuple[str, str, Callable[[], None]]] = [
        ("sync", "first", lambda: None),
        ("sync", "nothing changed", lambda: None),
        ("sync", "one page changed", lambda: edit(page, "Open the", "Now open the")),
        ("check", "first", lambda: None),
        ("check", "nothing changed", lambda: None),
        ("check", "one page changed", lambda: edit(page, "Now open the", "Then open the")),
        ("check", "one catalogue changed", lambda: edit(catalogue, "client 77.", "client n° 77.")),
    ]
    for command, what, prepare in steps:
        prepare()
        spent = cpu(folder, command)
        times = f"{spent / least:4.1f} × parsing and writing the catalogues ({least:.1f} s)"
        size = f"{PAGES:,} pages × {len(LOCALES)} languages"
        print(f"{command:6} {size}, {what:22}{spent:5.1f} s CPU = {times}", flush=True)


def seen(page: Page, path: Path, old: str, new: str) -> float:
    """Save an edit, and return the seconds until a browser shows it."""
    started = time.monotonic()
    edit(path, old, new)
    page.get_by_text(new).first.wait_for()
    return time.monotonic() - started


def measure_preview(folder: Path) -> None:
    """Print how long an edit takes to be on the screen."""
    built = cpu(folder, "build", "--locale", "fr")
    os.chdir(folder)
    path = str(find_or_install(lambda _: None))
    catalogue = folder / "locales/fr/LC_MESSAGES/docs.po"
    with previewing(read_settings(folder / "mkdocs.yml")) as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        for locale, file, old, new in (
            ("en", folder / "docs/p7.md", "Open the", "Now open the"),
            ("fr", catalogue, "Payez une facture de l’entreprise 7.", "Réglez la facture du 7."),
        ):
            page.goto(f"{stack.public[HELP]}/{locale}/p7/")
            page.get_by_text(old).first.wait_for()
            waited = seen(page, file, old, new)
            share = f"{waited / built:.0%} of a build of the language ({built:.1f} s)"
            size = f"{PREVIEWED:,} pages, {file.name} saved"
            print(f"preview {size}: on the screen after {waited:.2f} s = {share}", flush=True)
        browser.close()


def run() -> None:
    """Print what writers wait for."""
    with tempfile.TemporaryDirectory(prefix="acquit-bench-") as folder:
        write_project(Path(folder, "large"), PAGES, LOCALES)
        measure_commands(Path(folder, "large"))
        write_project(Path(folder, "previewed"), PREVIEWED, LOCALES[:1])
        measure_preview(Path(folder, "previewed"))
