"""Proofs that each step of a page was done, by the walks of a day; sealed against edits.

A proof holds for one page in one language, as long as the page's procedure stands as it was.
"""

import hmac
import json
import os
import re
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from acquit.files import write_text
from acquit.problems import MendableError

#: The key that seals proofs: in the environment, else in a file that stays on the machine.
KEY_VARIABLE = "ACQUIT_PROOF_KEY"
KEY_FILE = ".acquit/proof.key"
#: The steps of a built page, with labels and values; without the frame, whose address may differ.
_PROCEDURE = re.compile(
    r'<div class="acquit-procedure"(?P<attributes>[^>]*)>\s*'
    r'(?P<task><div class="acquit-task">.*?)</div>\s*(?=<aside [^>]*class="acquit-widget")',
    re.DOTALL,
)
_BOUND = ("procedure", "locale", "scenario", "role", "values", "typed")
#: The names of further scenarios; their addresses differ from one deployment to the next.
_SCENARIO = re.compile(r"&quot;scenario&quot;: &quot;(.*?)&quot;")


#: The manner of walks whose proof a page claims.
USUAL = "mouse"
#: A page, a language, a manner.
Name = tuple[str, str, str]


class ProofsError(MendableError):
    """The file of proofs can't be read."""


@dataclass(frozen=True)
class Proof:
    """What the walks of a page in a language came to; `hash` is the page's `data-hash` then."""

    page: str
    locale: str
    hash: str
    day: date
    walks: int
    failed: int
    #: Steps that no walk did: outside the product, or on a condition that was never met.
    undone: int = 0
    #: How the walks went, as `acquit walk --manner` has it.
    manner: str = USUAL

    @property
    def name(self) -> Name:
        """What there is one proof of."""
        return self.page, self.locale, self.manner

    @property
    def gap(self) -> str:
        """What the walks left open; "" where each step was done."""
        if self.failed:
            return f"{self.failed} of {self.walks} walks failed"
        return f"{self.undone} of its steps were done by no walk" if self.undone else ""

    def as_dict(self) -> dict[str, str | int]:
        """The proof for JSON, without its seal."""
        return {**asdict(self), "day": self.day.isoformat()}

    def seal(self, key: str) -> str:
        """Return the HMAC (SHA-256) of all that the proof says."""
        text = json.dumps(self.as_dict(), sort_keys=True)
        return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


@dataclass(frozen=True)
class Proofs:
    """The proofs of a project, as far as their seals are whole."""

    known: Mapping[Name, Proof]
    #: Those that were edited, or sealed with another key.
    broken: frozenset[Name] = frozenset()

    def claim(
        self, page: str, locale: str, digest: str, today: date, days: int
    ) -> tuple[Proof | None, str]:
        """Return the proof that a page may claim, or None and why it can't; "" if it has none.

        `days` is how long a proof holds.
        """
        name = (page, locale, USUAL)
        if name in self.broken:
            return None, "it was edited, or sealed with another key"
        proof = self.known.get(name)
        if proof is None:
            return None, ""
        wrong = proof.gap or _outdated(proof, digest, today, days)
        return (None, wrong) if wrong else (proof, "")

    def day_done(self, name: Name, digest: str, today: date, days: int) -> date | None:
        """Return when a page was last done to its end in a manner; None where that can't be said.

        Steps outside the product, and on conditions that weren't met, are no part of it.
        """
        proof = self.known.get(name)
        if proof is None or proof.failed or _outdated(proof, digest, today, days):
            return None
        return proof.day


def _outdated(proof: Proof, digest: str, today: date, days: int) -> str:
    """Say why a proof holds no longer; "" where it does."""
    if proof.hash != digest:
        return "the page has changed since"
    if not proof.day <= today <= proof.day + timedelta(days=days):
        return f"it is of {proof.day.isoformat()}, and holds {days} days"
    return ""


def with_hash(html: str) -> tuple[str, str]:
    """Return a page's HTML with the hash of its procedure in `data-hash`, and the hash.

    The hash is "" where the page has no procedure beside a frame.
    """
    found = _PROCEDURE.search(html)
    if found is None:
        return html, ""
    bound = [re.search(rf'data-{name}="[^"]*"', found["attributes"]) for name in _BOUND]
    further = _SCENARIO.findall(found["attributes"])
    text = "\n".join([*(each[0] for each in bound if each), *further, found["task"]])
    digest = sha256(" ".join(text.split()).encode()).hexdigest()
    at = found.end("attributes")
    return f'{html[:at]} data-hash="{digest}"{html[at:]}', digest


def with_sentence(html: str, sentence: str) -> str:
    """Return a page's HTML with a sentence (HTML) at the end of its steps."""
    found = _PROCEDURE.search(html)
    return html[: found.end("task")] + sentence + html[found.end("task") :] if found else html


def find_key(root: Path, *, make: bool = False) -> str:
    """Return the key that seals a project's proofs; "" where there is none and none is made."""
    path = root / KEY_FILE
    if key := os.environ.get(KEY_VARIABLE, "").strip():
        return key
    if path.is_file():
        return path.read_text(encoding="utf-8").strip()
    if not make:
        return ""
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_hex(32) + "\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def read_proofs(path: Path, key: str) -> Proofs:
    """Read a file of proofs; none where it isn't there. Raises ProofsError."""
    if not path.is_file():
        return Proofs({})
    known, broken = {}, set()
    try:
        for entry in json.loads(path.read_text(encoding="utf-8")):
            seal = entry.pop("seal")
            proof = Proof(**{**entry, "day": date.fromisoformat(entry["day"])})
            if key and hmac.compare_digest(seal, proof.seal(key)):
                known[proof.name] = proof
            else:
                broken.add(proof.name)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ProofsError(f"{path}: no file of proofs: {error}; `acquit walk --prove`") from error
    return Proofs(known, frozenset(broken))


def write_proofs(
    path: Path, key: str, proofs: Iterable[Proof], walked: Collection[Name] = ()
) -> None:
    """Write proofs into a file; those of other pages, languages and manners stay as they are.

    Of what was `walked` and is not among the proofs nothing stays.
    """
    fresh = {proof.name: proof for proof in proofs}
    known = read_proofs(path, key).known
    kept = {name: proof for name, proof in known.items() if name not in walked}
    together = sorted({**kept, **fresh}.items())
    entries = [{**proof.as_dict(), "seal": proof.seal(key)} for _, proof in together]
    write_text(path, json.dumps(entries, indent=2) + "\n")


def badge(label: str, proven: int, pages: int) -> str:
    """Return a badge (SVG) for a README: how many pages are proven."""
    said, ground = f"{proven}/{pages}", "#17663a" if proven == pages > 0 else "#7a4b00"
    left, right = 7 * len(label) + 12, 8 * len(said) + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{label}: {said}"><rect width="{left}" height="20" fill="#333"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{ground}"/>'
        f'<g fill="#fff" font-family="Verdana,sans-serif" font-size="11">'
        f'<text x="6" y="14">{label}</text><text x="{left + 6}" y="14">{said}</text></g></svg>\n'
    )
