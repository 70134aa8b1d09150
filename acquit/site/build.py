"""Building the site: one MkDocs process per language, side by side."""

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, cast

from acquit.catalogue.reading import language_tag
from acquit.problems import MendableError
from acquit.site.languages import folder_name
from acquit.site.mkdocs_build import Command
from acquit.site.root_files import language_of, write_root
from acquit.site.settings import ADDRESSES_VARIABLE, MANIFEST, Settings, site_address
from acquit.site.unchanged import Built

Say = Callable[[str], None]


_LABEL = re.compile(r"^(?:ERROR|WARNING)\s+-\s+|^Error: ")


class _Done(NamedTuple):
    """How the build of a language ended, and what is worth saying of it."""

    is_built: bool
    said: str


class BuildError(MendableError):
    """A language could not be built; the message is what MkDocs said."""

    is_ours = False


def build(
    settings: Settings,
    site: Path,
    *,
    locales: Sequence[str] = (),
    strict: bool = False,
    addresses: Mapping[str, str] | None = None,
    again: bool = False,
    say: Say = lambda _: None,
) -> None:
    """Build the languages into `site`: `site/en`, `site/fr`, and a page that links to each.

    A language is replaced only when its build succeeded, and left as it is where nothing of it has
    changed, unless it is to be built `again`. Raises BuildError with what went wrong in all of
    them.
    """
    chosen = list(map(folder_name, locales)) or list(settings.languages)
    unknown = [locale for locale in chosen if locale not in settings.languages]
    if unknown:
        known = ", ".join(settings.languages)
        raise BuildError(f"no language {', '.join(unknown)} in mkdocs.yml; there are: {known}")
    site.mkdir(parents=True, exist_ok=True)
    places = {locale: site / language_tag(locale) for locale in chosen}
    before = Built(settings, site, {"strict": strict, "addresses": addresses})
    inputs = {locale: before.inputs(locale) for locale in chosen}
    kept = {n: None if again else before.said(places[n], inputs[n]) for n in chosen}
    said = {locale: text for locale, text in kept.items() if text is not None}
    changed = [locale for locale in chosen if locale not in said]
    for locale in said:
        say(f"{locale}: nothing has changed")
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=".acquit-build-") as scratch:
        # Not `--quiet`: it would silence broken links, and let them pass in a strict build.
        arguments = ["--config-file", str(settings.config_file), *(["--strict"] if strict else [])]
        handed = {ADDRESSES_VARIABLE: json.dumps(addresses)} if addresses else {}
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **handed}
        command = Command(arguments, environment, settings.root)
        done = _build_all(command, changed, Path(scratch), say)
        if failures := dict.fromkeys(each.said for each in done.values() if not each.is_built):
            raise BuildError("\n".join(failures))
        for locale in changed:
            said[locale] = "\n".join(
                filter(None, [done[locale].said, *_notes(Path(scratch, locale))])
            )
            _replace(Path(scratch, locale), places[locale])
    for line in dict.fromkeys("\n".join(filter(None, said.values())).splitlines()):
        say(line)
    for locale in changed:
        before.keep(places[locale], inputs[locale], said[locale])
    before.save()
    _write_root(settings, site, addresses or {})


def _write_root(settings: Settings, site: Path, addresses: Mapping[str, str]) -> None:
    """Write what stands above the languages that are there, the source's first."""
    source = settings.options.source_locale
    ordered = sorted(settings.languages, key=lambda locale: locale != source)
    found = [(language_tag(locale), settings.languages[locale]) for locale in ordered]
    there = [
        language_of(site / tag / MANIFEST, tag, name)
        for tag, name in found
        if (site / tag / MANIFEST).is_file()
    ]
    write_root(site, site_address(addresses, settings.config.site_url), there)


def _build_all(
    command: Command, locales: Sequence[str], scratch: Path, say: Say
) -> dict[str, _Done]:
    """Build languages, as many side by side as there are processors, each into its folder."""
    waiting, most = list(locales), max(1, os.cpu_count() or 1)
    running: dict[int, tuple[str, BaseProcess, float]] = {}
    done = {}
    try:
        while waiting or running:
            while waiting and len(running) < most:
                locale = waiting.pop(0)
                process = command.start(locale, scratch / locale, scratch / f"{locale}.log")
                running[process.sentinel] = locale, process, time.monotonic()
            for ended in wait(list(running)):
                locale, process, started = running.pop(cast("int", ended))
                process.join()
                seconds = time.monotonic() - started
                done[locale] = _done(locale, process.exitcode, scratch, seconds, say)
    finally:
        for _, process, _ in running.values():
            process.terminate()
            process.join()
    return {locale: done[locale] for locale in locales}


def _done(locale: str, status: int | None, scratch: Path, seconds: float, say: Say) -> _Done:
    """Tell how the build of a language ended, which wrote into its folder and its log."""
    said = (scratch / f"{locale}.log").read_text(encoding="utf-8", errors="replace")
    output = _worth_saying(said)
    if status == 0:
        pages = sum(1 for _ in Path(scratch, locale).rglob("index.html"))
        say(f"{locale}: {pages} pages in {seconds:.1f} s{_missing(scratch, locale)}")
        return _Done(True, output)
    say(f"{locale}: failed")
    return _Done(False, output or f"{locale}: mkdocs ended with status {status}")


def _notes(site: Path) -> list[str]:
    """What is worth a look in a language though nothing is wrong."""
    return list(json.loads((site / MANIFEST).read_text(encoding="utf-8"))["notes"])


def _missing(scratch: Path, locale: str) -> str:
    """Say how much isn't translated (such blocks are in the source language), or not anew."""
    listed = json.loads(Path(scratch, locale, MANIFEST).read_text(encoding="utf-8"))
    count, behind = listed["untranslated"], listed["behind"]
    untranslated = f", {count} message{'s' if count != 1 else ''} not translated" if count else ""
    return untranslated + (f", {behind} page{'s' if behind != 1 else ''} behind" if behind else "")


def _worth_saying(output: str) -> str:
    """Leave out what is no trouble, and MkDocs' labels: one would hide a problem's path."""
    lines = []
    is_news = True
    for line in output.strip().splitlines():
        if not line.startswith(" "):  # which continues what was said before
            is_news = not line.startswith(("INFO ", "DEBUG ", "Aborted with"))
        if is_news:
            lines.append(_LABEL.sub("", line))
    return "\n".join(lines)


def _replace(fresh: Path, place: Path) -> None:
    old = fresh.with_name(fresh.name + ".old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
