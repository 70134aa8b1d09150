"""What a build claims of its pages: that their steps were done, where a proof holds."""

import json
from datetime import date
from pathlib import Path

from markupsafe import Markup

from acquit.procedure.context import Context
from acquit.site.about import proven
from acquit.site.pictures import Pictures
from acquit.site.proofs import badge, find_key, read_proofs, with_hash, with_sentence
from acquit.site.settings import Options
from acquit.site.statement import WAYS, Tested, statement

#: Beside the pages of a language: which of them are proven, for programs and for a README.
LIST, BADGE = "proof.json", "proof.svg"


class Claims:
    """The claims of one language's build. Raises ProofsError where the proofs can't be read."""

    def __init__(self, root: Path, options: Options, today: date):
        self._proofs = read_proofs(root / options.proofs.file, find_key(root))
        self._days = options.proofs.days
        self._today = today
        self._pages: list[dict[str, str | int | None]] = []
        #: Manner → when each page was last done so.
        self._done: dict[str, list[date]] = {manner: [] for manner in WAYS}
        self._pictures = Pictures(root / options.pictures)
        #: Proofs that don't hold, each with its reason.
        self.notes: list[str] = []

    def on_page(self, html: str, name: str, url: str, context: Context) -> tuple[str, Markup]:
        """Return a page's HTML with its hash, the sentence of a proof that holds, and its pictures.

        What was added below the steps is returned as well, empty where nothing was.
        """
        html, digest = with_hash(html)
        if not digest:
            return html, Markup()
        proof, why = self._proofs.claim(name, context.locale, digest, self._today, self._days)
        if why:
            self.notes.append(f"{name} ({context.locale}): its proof isn’t claimed: {why}")
        for manner, days in self._done.items():
            key = (name, context.locale, manner)
            if done := self._proofs.day_done(key, digest, self._today, self._days):
                days.append(done)
        day = proof.day.isoformat() if proof else None
        walks = proof.walks if proof else 0
        self._pages.append({"page": name, "url": url, "day": day, "walks": walks})
        sentence = proven(proof, context) if proof else Markup()
        sentence += self._pictures.gallery(name, digest, url, context)
        return with_sentence(html, str(sentence)), sentence

    def statement(self, context: Context) -> Markup:
        """Return what the accessibility statement says of tests, once each page was seen."""
        found = [Tested(n, len(days), min(days, default=None)) for n, days in self._done.items()]
        return statement(found, len(self._pages), context)

    def write(self, site: Path, locale: str) -> None:
        """Write the list and the badge beside a language's pages."""
        manners = {manner: len(days) for manner, days in self._done.items()}
        listed = {"locale": locale, "pages": self._pages, "manners": manners}
        text = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
        (site / LIST).write_text(text, encoding="utf-8")
        count = sum(page["day"] is not None for page in self._pages)
        picture = badge("steps proven", count, len(self._pages))
        (site / BADGE).write_text(picture, encoding="utf-8")
        self._pictures.write(site)
