"""What a build finds: what is wrong, what a strict build refuses as well, what is only told."""

from dataclasses import dataclass, field

from acquit.problems import Problem, Problems
from acquit.procedure.translating import Outcome


@dataclass
class Findings:
    """The findings of one language's build."""

    is_strict: bool
    problems: list[Problem] = field(default_factory=list)
    #: Gaps of translations, and what can't be translated.
    untranslated: list[Problem] = field(default_factory=list)
    #: Pages that have changed since their translation.
    behind: list[Problem] = field(default_factory=list)
    #: What is wrong in the product's catalogue: the writers of pages may not be able to mend it.
    doubtful: list[Problem] = field(default_factory=list)
    #: Texts of built pages that belong to nobody.
    strangers: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Add what rendering a page found."""
        self.problems += outcome.problems
        self.untranslated += outcome.untranslated
        self.behind += [outcome.behind] if outcome.behind else []

    def refuse(self) -> None:
        """Raise Problems with all that is wrong, if anything is."""
        strict = [*self.untranslated, *self.behind, *self.doubtful, *self.strangers]
        found = self.problems + (strict if self.is_strict else [])
        if found:
            raise Problems(found)
