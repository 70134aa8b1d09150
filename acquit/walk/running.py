"""Walking a site: which pages there are, one line for each walk, a summary, a report."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from acquit.catalogue.reading import language_tag
from acquit.problems import MendableError, did_you_mean
from acquit.product import Product
from acquit.site.pages import page_files
from acquit.site.settings import MANIFEST, PATIENCE, Settings, name_of
from acquit.walk.album import SCHEMES, Album, write_list
from acquit.walk.browser import launch_options
from acquit.walk.contact_sheet import write_sheet
from acquit.walk.failure import Cause, Failure
from acquit.walk.manners import MOUSE, Manner
from acquit.walk.record import Walk
from acquit.walk.unproven import unproven
from acquit.walk.walker import Walker

EVIDENCE = Path(".acquit/walks")

Say = Callable[[str], None]


class SiteError(MendableError):
    """The site can't be read, or has no such page."""


@dataclass(frozen=True)
class Target:
    """A procedure's page in one language."""

    page: str
    locale: str
    url: str
    #: The line of each step in the page's source, by its number.
    lines: Mapping[str, int] = field(default_factory=dict)
    #: What the list says of all procedures in that language, this one among them.
    listed: Sequence[Mapping[str, Any]] = ()


def page_name(page: str, docs: str) -> str:
    """Return what a page of the folder `docs` is called: `./docs/how-to/x.md` → `how-to/x`."""
    return page.removeprefix("./").removesuffix(".md").removeprefix(f"{docs}/").strip("/")


def known_as(page: str, docs: str, known: Sequence[str]) -> str:
    """Return the name of a page among those `known`; its file's name is enough where it is one's.

    A page that isn't there keeps the name that it would have.
    """
    name = page_name(page, docs)
    alike = [each for each in known if each.endswith(f"/{name}")]
    return alike[0] if name not in known and len(alike) == 1 else name


def targets(
    site: str, locales: Sequence[str], pages: Sequence[str] = (), docs: str = "docs"
) -> list[Target]:
    """Return the procedures of a built site, from the lists that the builds left there.

    `pages` may be files (`docs/how-to/x.md`, in the folder `docs`) or page names (`how-to/x`); none
    means all. Raises SiteError.
    """
    found = []
    for locale in locales:
        root = f"{site.rstrip('/')}/{language_tag(locale)}/"
        listed = _fetch(root + MANIFEST)["procedures"]
        found += [
            Target(p["page"], locale, root + p["url"], p.get("lines", {}), listed) for p in listed
        ]
    known = sorted({target.page for target in found})
    wanted = {known_as(page, docs, known): page for page in pages}
    for name, page in wanted.items():
        if name not in known:
            near = did_you_mean(name, known) or "there is none"
            raise SiteError(f"{page}: no such procedure on {site}; {near}")
    names = list(wanted) or known
    _require_all(found, names, locales)
    return [target for target in found if target.page in names]


def require_pages(settings: Settings, pages: Sequence[str]) -> None:
    """Make sure that a project has these pages, before it is built. Raises SiteError."""
    known = [name_of(path, settings.docs_dir).removesuffix(".md") for path in page_files(settings)]
    docs = name_of(settings.docs_dir, settings.root)
    for page in pages:
        if (name := known_as(page, docs, known)) not in known:
            raise SiteError(f"{page}: no such page; {did_you_mean(name, known)}")


def _require_all(found: Sequence[Target], names: Sequence[str], locales: Sequence[str]) -> None:
    """A procedure that a language lacks would be one that nobody has proved."""
    have = {(target.page, target.locale) for target in found}
    for locale in locales:
        missing = [name for name in names if (name, locale) not in have]
        if missing:
            raise SiteError(f"{', '.join(missing)}: no such procedure in the language {locale}")


def _fetch(url: str) -> dict[str, list[dict[str, Any]]]:
    if not url.startswith(("http://", "https://")):
        raise SiteError(f"{url}: not an address; --site wants http://… or https://…")
    try:
        with urlopen(url, timeout=10) as response:  # noqa: S310 - the scheme is checked above
            found: dict[str, list[dict[str, Any]]] = json.load(response)
            return found
    except (URLError, OSError, ValueError) as error:
        message = f"{url}: {error}; was the site built with the plugin `acquit`?"
        raise SiteError(message) from error


def walk_all(
    product: Product,
    wanted: Sequence[Target],
    say: Say,
    patience: float = PATIENCE,
    manner: Manner = MOUSE,
    pictures: Path | None = None,
) -> list[Walk]:
    """Walk every alternative of every page, in one browser, with a line for each.

    For `pictures` each is walked twice, on light and on dark ground; the folder gets them all, and
    a contact sheet.
    """
    walks: list[Walk] = []
    stuck_at: dict[str, list[Failure]] = {}
    albums = [Album(pictures, manner.name, scheme) for scheme in SCHEMES] if pictures else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright))  # type: ignore[arg-type]
        walker = Walker(browser, product.drivers, EVIDENCE, patience, manner)
        takers = [
            Walker(
                browser,
                product.drivers,
                EVIDENCE,
                patience,
                manner,
                album,
                color_scheme=album.scheme,
                device_scale_factor=1,
            )
            for album in albums
        ]
        # Each page is read beforehand, so that progress has an end.
        plans = [(target, walker.plan(target.url)) for target in wanted]
        todo = [(target, n) for target, plan in plans for n in range(plan.walks() if plan else 1)]
        for number, (target, index) in enumerate(todo, start=1):
            done = [each.walk(target.url, index) for each in takers or [walker]]
            walks.append(next((walk for walk in done if not walk.passed), done[0]))
            if failure := walks[-1].failure:
                lines = target.lines
                found = lines.get(f"#{failure.number}") or lines.get(failure.step, 0)
                stuck = stuck_at.setdefault(target.url, [])
                told = with_another_page(without_guesses(failure, stuck), target)
                walks[-1].failure = replace(told, line=found)
                stuck.append(failure)
            say(line(walks[-1], f"[{number}/{len(todo)}]"))
        browser.close()
    if pictures:
        write_sheet(pictures, write_list(pictures, albums, manner.name))
    return walks


def without_guesses(failure: Failure, before: Sequence[Failure]) -> Failure:
    """A failure of a page whose other walks failed before: what each leaves out isn't the reason.

    Where another got stuck at the same place, the guesses are left out.
    """
    return replace(failure, perhaps="") if any(map(failure.is_like, before)) else failure


def with_another_page(failure: Failure, target: Target) -> Failure:
    """A failure for what isn't there, with another page that has it, if no more is known."""
    # After a colon the message says what became of it.
    is_missing = failure.cause in (Cause.MISSING, Cause.NO_PLACE, Cause.NO_CHANGE)
    if not is_missing or failure.perhaps or ": " in failure.message:
        return failure
    for other in target.listed:
        step = other.get("steps", {}).get(failure.control)
        if step and other["page"] != target.page:
            return replace(failure, perhaps=f"; {step} of {other['page']} has it")
    return failure


def line(walk: Walk, position: str = "") -> str:
    """A walk in a line, and why it failed."""
    sign = "✓" if walk.passed else "✗"
    name = " ".join(filter(None, (walk.page, walk.locale, walk.alternative)))
    counts = f"{walk.acted} acted, {walk.checked} checked, {walk.outside} outside"
    text = f"{position} {sign} {name}: {counts}, {walk.seconds:.1f} s".strip()
    if walk.failure is None:
        return text
    lines = [text, f"    {walk.failure.sentence()}"]
    if walk.failure.trace:
        lines.append(f"    picture: {walk.failure.screenshot}; trace: {walk.failure.trace}")
    return "\n".join(lines)


def summary(walks: Sequence[Walk], seconds: float) -> str:
    """All walks in a line, and what they leave unproven."""
    failed = sum(not walk.passed for walk in walks)
    steps = sum(walk.steps for walk in walks)
    acted = sum(walk.acted for walk in walks)
    counts = f"{len(walks)} walks, {failed} failed: {steps} steps, {acted} actions"
    left = unproven(walks)
    lines = [f"{counts} in {seconds:.1f} s", *(["Not proven:"] if left else [])]
    return "\n".join([*lines, *(f"    {each}" for each in left)])


def nothing_done(walks: Sequence[Walk]) -> str:
    """Why nothing was done at all, in a sentence; "" when something was."""
    if any(walk.acted for walk in walks):
        return ""
    if not walks:
        return "nothing was done: no page has a procedure"
    first = next((walk.failure.sentence() for walk in walks if walk.failure), "")
    many = "the walk" if len(walks) == 1 else f"each of the {len(walks)} walks"
    return f"nothing was done: {many} got stuck before its first action; {first}"


def as_report(walks: Sequence[Walk]) -> str:
    """The report as JSON."""
    report = {"walks": [walk.as_dict() for walk in walks], "unproven": unproven(walks)}
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def is_success(walks: Sequence[Walk]) -> bool:
    """Whether all passed, and anything was done at all."""
    return all(walk.passed for walk in walks) and any(walk.acted for walk in walks)
