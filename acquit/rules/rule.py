"""What a rule looks at, and what it finds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from acquit.text.masking import masked


@dataclass(frozen=True)
class Finding:
    """What is wrong in a translation from offset `start` to `end`, and what to write instead.

    Without a `replacement` only a person can tell.
    """

    start: int
    end: int
    message: str
    hint: str = ""
    replacement: str | None = None

    @property
    def said_hint(self) -> str:
        """What to do: its own hint, or the command that does it."""
        can_be_fixed = self.replacement is not None
        return self.hint or ("`acquit check --fix` mends it" if can_be_fixed else "")


@dataclass(frozen=True)
class Controls:
    """The product's controls: their kinds, and their labels in the source and in the language."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """A translation (`text`) beside its source.

    `context` is the name of the control whose label it is; `is_step` says that it is the sentence
    of a step; `controls` are those that its references name.
    """

    source: str
    text: str
    locale: str
    context: str | None = None
    is_step: bool = False
    controls: Controls = field(default_factory=Controls)

    @property
    def is_label(self) -> bool:
        """Whether it is what a control is called."""
        return self.context is not None

    @cached_property
    def masked(self) -> str:
        """The text, in which what is no prose is blanked; offsets stay."""
        return masked(self.text)

    @cached_property
    def masked_source(self) -> str:
        """The source, likewise."""
        return masked(self.source)


@dataclass(frozen=True)
class Rule:
    """A rule by its name, under which it is documented and can be allowed an exception."""

    name: str
    find: Callable[[Pair], Iterator[Finding]]
