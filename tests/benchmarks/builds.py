"""Our build beside MkDocs with Material and mkdocs-static-i18n, of the same pages.

Sections of 25 pages; each tool with the features that its own documentation begins with: ours
prunes menus (`navigation.prune`), static-i18n's menus are whole. CPU is taken on one core, so that
two processes side by side don't slow each other down; the time that somebody waits, on all.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from acquit.preview.serving import previewing
from acquit.site.settings import HELP, read_settings
from acquit.walk.browser import find_or_install
from tests.benchmarks.writers import BODY, MESSAGES, edit, seen, write_project
from tests.support.project import ROOT

SIZES = (200, 1000)
SECTION = 25
PEER = """site_name: Help
site_url: http://localhost:8000/
theme: {name: material, font: false}
extra: {generator: false}
markdown_extensions: [admonition, attr_list, tables]
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, default: true, name: English, build: true}
        - {locale: fr, name: Français, build: true}
"""
#: What stands for the references, where nobody looks labels up.
LABELS = {
    "{{invoices}}": ("**Invoices**", "**Factures**"),
    "{{pay}}": ("**Pay now**", "**Payer maintenant**"),
    "{{paid}}": ("**Paid**", "**Payée**"),
}


class Spent(NamedTuple):
    """Seconds of a command: of CPU, and until it ended."""

    cpu: float
    wall: float


def write_ours(folder: Path, pages: int) -> None:
    write_project(folder, pages, ("fr",))
    edit(folder / "mkdocs.yml", "font: false", "font: false, features: [navigation.prune]")
    for i in range(pages):
        page = folder / f"docs/p{i}.md"
        section = folder / f"docs/company-{i // SECTION}"
        section.mkdir(exist_ok=True)
        page.rename(section / page.name)


def write_peer(folder: Path, pages: int) -> None:
    """Write the same pages as mkdocs-static-i18n has them: a file for each language."""
    for i in range(pages):
        section = folder / f"docs/company-{i // SECTION}"
        section.mkdir(parents=True, exist_ok=True)
        for n, (suffix, messages) in enumerate(((".md", MESSAGES), (".fr.md", MESSAGES.values()))):
            texts = list(messages)
            for reference, labels in LABELS.items():
                texts = [text.replace(reference, labels[n]) for text in texts]
            said = [text.format(i=i) for text in texts]
            text = f"# {said[0]}\n\n{said[1]}\n\n" + BODY.format(*said)
            (section / f"p{i}{suffix}").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PEER, encoding="utf-8")


def spent(folder: Path, *command: str, cores: set[int] | None = None) -> Spent:
    """Run a Python module in a folder, on some cores, and return what it took.

    Ours is compiled once, as what pip installs is.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
        preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
    )
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def measure(folder: Path, pages: int) -> None:
    """Print what our build of so many pages costs beside the peer's."""
    ours, peer = folder / "ours", folder / "peer"
    write_ours(ours, pages)
    write_peer(peer, pages)
    one = {min(os.sched_getaffinity(0))}
    build, theirs = ("acquit", "build", "--again"), ("mkdocs", "build", "-q")
    spent(ours, *build)  # templates are compiled, pages found right, files in the system's cache
    cpu, peer_cpu = spent(ours, *build, cores=one).cpu, spent(peer, *theirs, cores=one).cpu
    wall, peer_wall = spent(ours, *build).wall, spent(peer, *theirs).wall
    size = f"{pages:,} pages × 2 languages"
    peers = "of MkDocs + Material + static-i18n"
    print(f"build {size}: CPU {cpu:.1f} s = {cpu / peer_cpu:.2f} × {peers} ({peer_cpu:.1f} s)")
    print(f"build {size}: wall {wall:.1f} s = {wall / peer_wall:.2f} × {peers} ({peer_wall:.1f} s)")
    again = spent(ours, "acquit", "build").wall
    print(f"build {size}, nothing changed: {again:.1f} s", flush=True)


def measure_edit(folder: Path, pages: int) -> None:
    """Print how long the edit of a page takes to be on the screen."""
    os.chdir(folder)
    path, page_file = str(find_or_install(lambda _: None)), folder / "docs/company-0/p7.md"
    with previewing(read_settings(folder / "mkdocs.yml")) as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        page.goto(f"{stack.public[HELP]}/en/company-0/p7/")
        page.get_by_text("Open the").first.wait_for()
        waited = seen(page, page_file, "Open the", "Now open the")
        print(f"preview {pages:,} pages × 2 languages: a saved page is seen after {waited:.2f} s")
        browser.close()


def run() -> None:
    """Print what a build costs, and what somebody who writes waits for."""
    for pages in SIZES:
        with tempfile.TemporaryDirectory(prefix="acquit-bench-") as folder:
            measure(Path(folder), pages)
            measure_edit(Path(folder, "ours"), pages)
            os.chdir(ROOT)
