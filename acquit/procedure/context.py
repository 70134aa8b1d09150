"""What a page is rendered with: the product, its labels, the catalogues, a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from acquit.catalogue.reading import Catalogue, chain, language_tag, po_path, read_catalogue
from acquit.problems import shortened
from acquit.procedure.references import Mention, has_words, substitute
from acquit.procedure.values import Datum, printed
from acquit.product import Product


@dataclass(frozen=True)
class Context:
    """One product in one language. `frame` and `script` are address templates (may be empty)."""

    product: Product
    locale: str
    source_locale: str
    folder: Path
    domain: str
    product_folder: Path
    product_domain: str
    frame: str = ""
    script: str = ""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The pages' own messages."""
        return read_catalogue(self.folder, self.domain, self.locale)

    @cached_property
    def product_catalogue(self) -> Catalogue:
        """The product's messages: where labels come from."""
        return read_catalogue(self.product_folder, self.product_domain, self.locale)

    def read_catalogues(self) -> None:
        """Read both catalogues now and not at first use. Raises Problems."""
        _ = self.catalogue, self.product_catalogue

    @property
    def is_variant(self) -> bool:
        """Whether this is the source language, or a region's: what it lacks is no gap."""
        return chain(self.locale)[-1] == chain(self.source_locale)[-1]

    def label(self, name: str) -> str:
        """Return a control's label as the product shows it in this language."""
        return self.product_catalogue.text(self.product.controls[name].label, name)

    def has_label(self, name: str) -> bool:
        """Whether the product's catalogue has the label in this language."""
        return self.product_catalogue.find(self.product.controls[name].label, name) is not None

    def gap(self, text: str) -> tuple[str, str] | None:
        """Say what is missing of a message's translation, and what to do; None if nothing is."""
        if self.is_variant or not has_words(text) or self.catalogue.find(text):
            return None
        short = shortened(text)
        if fuzzy := self.catalogue.fuzzy.get((None, text)):
            hint = f"compare it at {fuzzy.path}:{fuzzy.line}, then take off the mark `fuzzy`"
            return f"the {fuzzy.locale} translation is fuzzy: {short!r}", hint
        path = po_path(self.folder, self.locale, self.domain)
        return f"not translated into {self.locale}: {short!r}", f"translate it in {path}"

    def string(self, text: str) -> str:
        """Return one of the toolkit's own strings in this language."""
        return self.catalogue.text(text)

    def value(self, datum: Datum) -> str:
        """Return what the reader types or chooses, in this language."""

        def message(text: str) -> str:
            return self.with_labels(self.catalogue.text(text))

        return printed(datum, self.locale, message)

    def with_labels(self, text: str, data: Mapping[str, Datum] | None = None) -> str:
        """Replace each reference of a plain text by the label, or by its value in `data`."""

        def put(mention: Mention) -> str:
            if mention.part == "value":
                datum = (data or {}).get(mention.name)
                return self.value(datum) if datum else mention.written
            known = mention.name in self.product.controls
            return self.label(mention.name) if known else mention.written

        return substitute(text, put)

    @property
    def tag(self) -> str:
        """The language as HTML writes it: `fr-CA`."""
        return language_tag(self.locale)
