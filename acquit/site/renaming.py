"""Renaming a control wherever pages and catalogues name it."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from acquit.catalogue.po import open_po
from acquit.catalogue.provenance import read_provenance
from acquit.catalogue.records import read_records, records_name, renamed, write_records
from acquit.files import write_text
from acquit.problems import MendableError, read_text
from acquit.procedure.frontmatter import split
from acquit.product import Product, load
from acquit.site.editions import FOLDER
from acquit.site.pages import known_pages, page_files
from acquit.site.settings import Settings, name_of
from acquit.text.references import Mention, substitute
from acquit.yamltree import YamlFile, pairs, under

_NAME = re.compile(r"[A-Za-z_]\w*")
#: A text of a gettext file: its first line, and those that go on with it.
_STRING = re.compile(r'^(?:#[~|] ?)*msg\w+(?:\[\d+\])? ".*"\n(?:(?:#[~|] ?)*".*"\n)*', re.MULTILINE)
#: What may name a control in a product's own sources.
_SOURCES = (".py", ".html", ".js", ".jinja", ".ts", ".tsx", ".vue")


class RenameError(MendableError):
    """A control can't be renamed so; nothing has changed."""


def rename(settings: Settings, old: str, new: str) -> Iterator[str]:
    """Rename a control in pages, their data, catalogues and what is recorded of translations.

    Yields a line for each file that changed, then one for each line of the product that still has
    the old name: what a product's sources mean by a word, only a person knows. Raises RenameError.
    """
    if not _NAME.fullmatch(new) or new == old:
        raise RenameError(f"{new!r} can't be a control's name: write letters, digits and _")
    product = load(settings.options.product)
    if old not in product.controls and new not in product.controls:
        raise RenameError(f"the product has no control {old}, and none that is called {new}")
    recorded = _current_records(settings, product)
    pages = [*page_files(settings), *_editions(settings, ".md")]
    texts = {path: _in_page(read_text(path, str(path)), old, new) for path in pages}
    texts |= {
        path: _in_catalogue(read_text(path, str(path)), old, new)
        for path in sorted({*_catalogues(settings), *_editions(settings, ".po")})
    }
    changed = {
        path: text for path, text in texts.items() if text != path.read_text(encoding="utf-8-sig")
    }
    if not changed:
        raise RenameError(f"no page and no catalogue names {old}")
    for path, text in changed.items():
        has_records = path.suffix == ".po" and FOLDER not in path.parts
        before = open_po(path) if has_records else None
        write_text(path, text)
        if before is not None:
            kept = path.parent.parent / records_name(path.stem)
            write_records(kept, renamed(read_records(kept), before, open_po(path)))
        yield f"{name_of(path, settings.root)}: {old} is {new}"
    yield from _record_anew(settings, product, recorded)
    yield from _left_in_product(settings, old)


def _catalogues(settings: Settings) -> Iterator[Path]:
    for options in (settings.options.catalogue, settings.options.product_catalogue):
        folder = settings.root / options.folder
        yield from folder.glob(f"{options.domain}.pot")
        yield from folder.glob(f"*/LC_MESSAGES/{options.domain}.po")


def _editions(settings: Settings, suffix: str) -> Iterator[Path]:
    """Yield what is kept of pages as they were."""
    folder = settings.root / settings.options.catalogue.folder
    yield from sorted(folder.glob(f"*/{FOLDER}/**/*{suffix}"))


def _in_page(text: str, old: str, new: str) -> str:
    """Rename the references of a page, and the keys of its `data`."""
    _, body, _ = split(text)
    head = text[: len(text) - len(body)]
    places = [key.start_mark for key in _data_keys(head) if key.value == old]
    lines = head.split("\n")
    for mark in sorted(places, key=lambda mark: (mark.line, mark.column), reverse=True):
        line = lines[mark.line]
        rest = line[mark.column :].replace(old, new, 1)
        lines[mark.line] = line[: mark.column] + rest
    return _references("\n".join(lines), old, new) + _references(body, old, new)


def _data_keys(head: str) -> Iterator[yaml.ScalarNode]:
    # Fences are blanked, so that the lines of marks are the page's own.
    file = YamlFile("", re.sub(r"^---.*$", "", head, flags=re.MULTILINE), "front matter")
    for data in under(under([file.root], "procedure"), "data"):
        if isinstance(data, yaml.MappingNode):
            yield from (control for control, _ in pairs(data))


def _references(text: str, old: str, new: str) -> str:
    def put(mention: Mention) -> str:
        return mention._replace(name=new).written if mention.name == old else mention.written

    return substitute(text, put)


def _in_catalogue(text: str, old: str, new: str) -> str:
    """Rename references and contexts, and leave all else letter for letter."""
    text = _STRING.sub(lambda string: _references(string[0], old, new), text)
    text = re.sub(rf"(?<=^#\. \{{){old}(?=[.}}])", new, text, flags=re.M)
    return re.sub(rf'^((?:#~ ?)?(?:#\| ?)?msgctxt )"{old}"$', rf'\1"{new}"', text, flags=re.M)


def _current_records(settings: Settings, product: Product) -> dict[str, str]:
    """The hashes of the pages as they are: records of these stay current."""
    docs = name_of(settings.docs_dir, settings.root)
    pages = known_pages(settings, product)
    return {page.path.removeprefix(docs + "/"): page.fingerprint for page in pages}


def _record_anew(settings: Settings, product: Product, before: dict[str, str]) -> Iterator[str]:
    """A name is no text: translations that were current are so after it."""
    after = _current_records(settings, product)
    folder = settings.root / settings.options.catalogue.folder
    for locale in settings.languages:
        for name, record in read_provenance(folder, locale).records.items():
            was, now = before.get(name), after.get(name)
            if now and now != was == record.source:
                path = Path(record.location.path)
                text = path.read_text(encoding="utf-8")
                write_text(path, text.replace(record.source, now))
                yield f"{name_of(path, settings.root)}: {name} is recorded as {now}"


def _left_in_product(settings: Settings, old: str) -> Iterator[str]:
    root = settings.root / settings.options.product.split(".")[0]
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.suffix in _SOURCES:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                if re.search(rf"(?<![\w-]){old}(?![\w-])", line):
                    yield f"still {old}: {name_of(path, settings.root)}:{number}: {line.strip()}"
