"""Links of a page's source: their texts, their addresses, the definitions they need."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from acquit.problems import Location, Problem, Wrong, did_you_mean, shortened
from acquit.procedure.addresses import wrong_with_address
from acquit.procedure.blocks import Block
from acquit.procedure.source import Source
from acquit.text.inline import LINK, without_code_spans
from acquit.text.references import mentions

#: Texts that don't say where a link goes: read out alone, each could lead anywhere.
VAGUE = frozenset(
    (
        *("click", "click here", "click this link", "details", "follow this link", "go", "here"),
        *("learn more", "link", "more", "more details", "more information", "page", "read more"),
        *("read this", "see here", "see more", "this", "this article", "this document"),
        *("this link", "this page", "this section", "this site", "this website", "website"),
        # French: translations are read as well.
        *("ce lien", "cet article", "cette page", "cette section", "cliquer ici", "cliquez ici"),
        *("consulter", "détails", "en savoir plus", "ici", "ici même", "lien", "lire la suite"),
        *("plus d'informations", "plus d’informations", "plus de détails", "voir", "voir ici"),
    )
)

_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
_DESTINATION = re.compile(rf"\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>.*?)){_TITLE}\s*", re.DOTALL)
# Whatever stands after the colon: a malformed address must not hide its definition.
_DEFINITION = re.compile(r"^[ \t>]*\[(?P<id>[^\[\]^][^\[\]]*)\]:[ ]*(?:\n[ ]*)?(?P<rest>.*)$", re.M)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Definition:
    """A definition `[id]: address`."""

    address: str
    location: Location


def check_links(page_blocks: list[Block], source: Source) -> Iterator[Problem]:
    """Report addresses that can't lead anywhere, texts that don't say where, missing definitions.

    `source` is the Markdown that the blocks come from.
    Whether a page or an anchor is there, MkDocs checks.
    """
    definitions = dict(_definitions(source))
    for definition in definitions.values():
        if wrong := wrong_with_address(definition.address):
            yield wrong.at(definition.location)
    for match in _definition_lines(source.text):
        if named := next(mentions(match["rest"]), None):
            location = source.location(match.start("rest") + named.start)
            hint = "name controls in the text; write %7B and %7D for braces in an address"
            yield Problem(location, f"{named.written} in a link’s definition", hint)
    for block in page_blocks:
        start = source.offset_of(block.location)
        for written, found in _check_text(block.text, definitions):
            start = _find(source, written, start)
            yield found.at(source.location(start))


def wrong_with_text(text: str) -> Wrong | None:
    """Say why a link's text doesn't tell where it goes, and what to do; None where it does."""
    # What an image shows is told by its own text.
    words = re.sub(r"!\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", r"\1", text)
    words = re.sub(r"[*_`]+", "", words).strip()
    if not words:
        return Wrong("a link without a text", "say where it goes")
    if re.fullmatch(r"(?:[a-z]+://|www\.)\S+", words, re.IGNORECASE):
        hint = "name what is there: [Billing roles](…)"
        return Wrong(f"the address {shortened(words)!r} is a link's text", hint)
    plain = " ".join(re.sub(r"[^\w\s’'-]", " ", words).split()).lower()
    if plain in VAGUE or not plain:
        hint = "say where it goes: a link is read without what stands around it"
        return Wrong(f"the link's text {shortened(words)!r} doesn't say where it goes", hint)
    return None


def wrong_with_translation(text: str) -> Iterator[Wrong]:
    """Yield what is wrong with a translation's links: their texts, and addresses of its own."""
    hidden = without_code_spans(text)
    for match in LINK.finditer(hidden) if "[" in text or "<" in text else ():
        if match["address"] is not None and (
            wrong := wrong_with_address(
                _address(text[match.start("address") : match.end("address")])
            )
        ):
            yield wrong
        is_link = match["address"] is not None or match["id"] is not None
        if is_link and not match["image"]:
            label = text[match.start("text") : match.end("text")]
            if wrong := wrong_with_text(label):
                yield wrong


def _find(source: Source, written: str, start: int) -> int:
    """Return where a text stands that blocks hold in one line."""
    pattern = r"\s+".join(map(re.escape, written.split()))
    found = re.compile(pattern).search(source.text, start)
    return found.start() if found else start


def _definition_lines(text: str) -> Iterable[re.Match[str]]:
    # Most pages have none: the pattern would try the beginning of each line.
    return _DEFINITION.finditer(text) if "]:" in text else ()


def _definitions(source: Source) -> Iterator[tuple[str, Definition]]:
    for match in _definition_lines(source.text):
        location = source.location(match.start("rest"))
        yield _key(match["id"]), Definition(_address(match["rest"]), location)


def _check_text(text: str, definitions: Mapping[str, Definition]) -> Iterator[tuple[str, Wrong]]:
    """Yield what is wrong with each link of a message, after the link as it is written."""
    # Code is no link; its place stays taken, so that what is found can be quoted.
    hidden = without_code_spans(text)
    for match in LINK.finditer(hidden):
        written = text[match.start() : match.end()]
        if match["bare"] is not None:
            if match["bare"].lower().startswith(("http:", "https:")):
                yield from _found(written, wrong_with_text(match["bare"]))
            yield from _found(written, wrong_with_address(match["bare"]))
            continue
        label = text[match.start("text") : match.end("text")]
        if match["open"]:
            yield (
                written,
                Wrong(f"the link {shortened(written)} … is never closed", "close it with )"),
            )
            continue
        if match["address"] is not None:
            address = text[match.start("address") : match.end("address")]
            yield from _found(written, wrong_with_address(_address(address)))
        elif match["id"] is not None:
            name = match["id"] or label
            if _key(name) not in definitions:
                hint = did_you_mean(_key(name), definitions, "[{}]") or "write it at the page's end"
                yield written, Wrong(f"the link's definition [{name}] is missing", hint)
        elif _key(label) not in definitions or hidden[match.end() :].startswith(":"):
            continue  # brackets that are no link, or a definition that was malformed
        if not match["image"]:
            yield from _found(written, wrong_with_text(label))
            # A link's text may be an image, which has an address of its own.
            yield from _check_text(label, definitions)


def _found(written: str, wrong: Wrong | None) -> Iterator[tuple[str, Wrong]]:
    if wrong:
        yield written, wrong


def _key(name: str) -> str:
    return " ".join(name.split()).lower()


def _address(written: str) -> str:
    """Take an address out of `<…>`, and off its title."""
    match = _DESTINATION.fullmatch(written)
    address = written.strip() if match is None else match["angle"] or match["bare"] or ""
    return _ESCAPE.sub(r"\1", address.strip())
