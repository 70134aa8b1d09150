"""Where each page stands in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.structure.pages import Page

from acquit.catalogue.locales import language_tag


@dataclass(frozen=True)
class Alternates:
    """The addresses of a site's pages; `base` is the site's own, with a slash at its end."""

    base: str
    #: Locale → the language's own name.
    languages: Mapping[str, str]

    def address(self, locale: str, page: Page | None) -> str:
        """Return the absolute address of a page in a language; of none, the home page's."""
        url = page.url.removeprefix("./") if page else ""
        return f"{self.base}{language_tag(locale)}/{url}"

    def of(self, page: Page | None) -> list[dict[str, str]]:
        """Return the page in every language, as the theme wants it in `extra.alternate`."""
        return [
            {"lang": language_tag(locale), "name": name, "link": self.address(locale, page)}
            for locale, name in self.languages.items()
        ]
