"""What a built page says about itself: in its head for machines, below the text for readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from acquit import strings
from acquit.catalogue.locales import formats_of
from acquit.catalogue.provenance import Record
from acquit.procedure.context import Context
from acquit.procedure.metadata import Metadata
from acquit.site.proofs import Proof
from acquit.text.days import printed_day
from acquit.text.references import substitute


@dataclass(frozen=True)
class About:
    """Name and content of each `<meta>`, and the sentences of “About this page”."""

    items: tuple[tuple[str, str], ...]
    sentences: tuple[Markup, ...]


def about(metadata: Metadata, record: Record | None, context: Context) -> About:
    """Say in the context's language what is known of a page."""

    items = list(metadata.items(lambda keyword: _in_language(keyword, context)))
    sentences = []
    if metadata.updated:
        day = day_of(metadata.updated, context)
        sentences.append(filled(context.string(strings.UPDATED), {"date": day}))
    if record:
        items += [(f"acquit:{name}", content) for name, content in _provenance(record).items()]
        sentence = strings.BY_MACHINE if record.is_machine else strings.BY_PERSON
        day = day_of(record.handed_over, context)
        sentences.append(filled(context.string(sentence), {"date": day}))
    return About(tuple(items), tuple(sentences))


def proven(proof: Proof, context: Context) -> Markup:
    """Return the paragraph that says when a page's steps were done."""
    sentence = filled(context.string(strings.PROVEN), {"date": day_of(proof.day, context)})
    return Markup('<p class="acquit-proof">{}</p>').format(sentence)


def front_matter(metadata: Metadata, context: Context) -> dict[str, str]:
    """Return the texts of a page's front matter in the context's language, as HTML."""
    found = {}
    for name, message in (("title", metadata.title), ("description", metadata.description)):
        if message:
            found[name] = str(escape(_in_language(message.text, context)))
    if metadata.author:
        found["author"] = str(escape(metadata.author))
    return found


def keywords(metadata: Metadata, context: Context) -> list[str]:
    """Return a page's keywords in the context's language."""
    return [_in_language(keyword.text, context) for keyword in metadata.keywords]


def _in_language(text: str, context: Context) -> str:
    return context.with_labels(context.catalogue.text(text))


def _provenance(record: Record) -> Mapping[str, str]:
    return {
        "source": record.source,
        "commit": record.commit,
        "translation": record.translation,
        "locale": record.locale,
        "handed-over": record.handed_over.isoformat(),
    }


def day_of(day: date, context: Context) -> Markup:
    """Return a day as a language prints it, for people and for programs."""
    shown = printed_day(day, formats_of(context.locale))
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), shown)


def filled(text: str, values: Mapping[str, Markup]) -> Markup:
    """Put values into a translated text, which is text and never markup."""
    escaped = str(escape(text))
    return Markup(substitute(escaped, lambda m: values.get(m.name, m.written)))  # noqa: S704
