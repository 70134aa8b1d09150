"""What a page is rendered with: the product, its labels, the catalogues, a language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from acquit.catalogue.locales import formats_of
from acquit.catalogue.reading import (
    Catalogue,
    Translation,
    chain,
    language_tag,
    po_path,
    read_catalogue,
)
from acquit.catalogue.records import (
    Records,
    State,
    hash_of,
    key_of,
    read_records,
    records_path,
    state_of,
)
from acquit.keys import CONTEXT as KEY_CONTEXT
from acquit.keys import KEYS
from acquit.problems import Wrong, shortened
from acquit.procedure.labels import filled, placeholders
from acquit.procedure.values import Datum, printed
from acquit.product import Product
from acquit.text.references import Mention, has_words, reference_differences, substitute

#: What readers get of a message whose translation isn't current.
BLOCK, KEEP, HOLD = "block", "keep", "hold"
FALLBACKS = (BLOCK, KEEP, HOLD)


@dataclass(frozen=True)
class Context:
    """One product in one language. `frame`, `account` and `account_frame` are address
    templates (may be empty).
    """

    product: Product
    locale: str
    source_locale: str
    folder: Path
    domain: str
    product_folder: Path
    product_domain: str
    frame: str = ""
    account: str = ""
    account_frame: str = ""
    #: For a message whose source changed: BLOCK, its source; KEEP, what was said before; or HOLD,
    #: the whole page as it was when all of it was translated.
    fallback: str = BLOCK

    @cached_property
    def catalogue(self) -> Catalogue:
        """The pages' own messages."""
        return read_catalogue(self.folder, self.domain, self.locale)

    @cached_property
    def product_catalogue(self) -> Catalogue:
        """The product's messages: where labels come from."""
        return read_catalogue(self.product_folder, self.product_domain, self.locale)

    @cached_property
    def records(self) -> Mapping[str, Records]:
        """What each translation of the pages was made from, by the language of its catalogue."""
        return {
            name: read_records(records_path(self.folder, name, self.domain))
            for name in chain(self.locale)
        }

    def read_catalogues(self) -> None:
        """Read catalogues and records now and not at first use. Raises Problems."""
        _ = self.catalogue, self.product_catalogue, self.records

    def state(self, text: str, found: Translation, context: str | None = None) -> State:
        """Return what is to be done with a finished translation of a message."""
        return state_of(key_of(text, context), hash_of(found.text), self.records[found.locale])

    def saying(self, catalogue: Catalogue) -> "Context":
        """Return the same in which another catalogue comes first: an earlier edition's."""
        other = replace(self)
        messages = {**self.catalogue.messages, **catalogue.messages}
        vars(other).update(
            catalogue=Catalogue(self.locale, messages),
            product_catalogue=self.product_catalogue,
            records=self.records,
        )
        return other

    @property
    def is_variant(self) -> bool:
        """Whether this is the source language, or a region's: what it lacks is no gap."""
        return chain(self.locale)[-1] == chain(self.source_locale)[-1]

    def label(self, name: str) -> str:
        """Return a control's label as the product shows it in this language; a key has our own."""
        if name in KEYS:
            return self.catalogue.text(KEYS[name].label, KEY_CONTEXT)
        source = self.product.controls[name].label
        label = self.product_catalogue.text(source, name)
        # One that lost what it leaves open can't be filled: it isn't shown.
        return label if sorted(placeholders(label)) == sorted(placeholders(source)) else source

    def has_label(self, name: str) -> bool:
        """Whether the label is there in this language."""
        if name in KEYS:
            return self.catalogue.find(KEYS[name].label, KEY_CONTEXT) is not None
        return self.product_catalogue.find(self.product.controls[name].label, name) is not None

    def gap(self, text: str) -> Wrong | None:
        """Say what is missing of a message's translation, and what to do; None if nothing is."""
        if self.is_variant or not has_words(text) or self.catalogue.find(text):
            return None
        short = shortened(text)
        if fuzzy := self.catalogue.fuzzy.get((None, text)):
            where = fuzzy.location
            hint = f"edit it at {where.path}:{where.line} and take off the mark `fuzzy`, "
            hint += "or say that it is right as it is: `acquit review`"
            return Wrong(f"the {fuzzy.locale} translation is fuzzy: {short!r}", hint)
        path = po_path(self.folder, self.locale, self.domain)
        return Wrong(f"not translated into {self.locale}: {short!r}", f"translate it in {path}")

    def kept(self, text: str) -> str | None:
        """Return what a message was translated as before its source changed, if that is wanted.

        None where another fallback is, or where it names other controls than the source does now.
        """
        found = self.catalogue.fuzzy.get((None, text)) if self.fallback == KEEP else None
        return None if found is None or reference_differences(text, found.text) else found.text

    def string(self, text: str) -> str:
        """Return one of the toolkit's own strings in this language."""
        return self.catalogue.text(text)

    def value(self, datum: Datum) -> str:
        """Return what the reader types or chooses, in this language."""

        def message(text: str) -> str:
            return self.with_labels(self.catalogue.text(text))

        return printed(datum, formats_of(self.locale), message)

    def shown(self, mention: Mention, data: Mapping[str, Datum]) -> str:
        """Return what stands for a reference: a label, filled in from `data`, or a value of it."""
        if mention.part == "value":
            return self.value(data[mention.name])
        return filled(self.label(mention.name), lambda name: self.value(data[name]))

    def with_labels(self, text: str, data: Mapping[str, Datum] | None = None) -> str:
        """Replace each reference of a plain text by the label, or by its value in `data`.

        What can't be replaced stays as it is written.
        """

        def put(mention: Mention) -> str:
            known = data or {} if mention.part == "value" else self.product.controls
            if mention.name not in known:
                return mention.written
            try:
                return self.shown(mention, data or {})
            except KeyError:  # a label that nothing fills
                return mention.written

        return substitute(text, put)

    @property
    def tag(self) -> str:
        """The language as HTML writes it: `fr-CA`."""
        return language_tag(self.locale)
