"""Steps that a text calls by their numbers: there are as many, at least.

The words are English ones; in sources of another language nothing is found.
"""

import re
from collections.abc import Iterable, Iterator

from acquit.problems import Problem
from acquit.procedure.blocks import Block
from acquit.procedure.steps import Task
from acquit.text import inline

_STEPS = re.compile(
    r"\bsteps? (\d+)(?:\.[\d.a-z]*)?(?:,? ?(?:-|–|to|through|and|or),? ?(\d+))?\b", re.I
)


def check_step_numbers(page_blocks: Iterable[Block], task: Task) -> Iterator[Problem]:
    """Report the numbers of steps that the page doesn't have; a link may be about another page."""
    count = len(task.top.substeps)
    if not count:
        return
    for block in page_blocks:
        found = _STEPS.finditer(inline.without_code_spans(block.text))
        if inline.LINK.search(block.text):
            continue
        for number in (int(each) for match in found for each in match.groups() if each):
            if number > count:
                hint = f"the steps are 1 to {count}: call the right one, or say what it is about"
                yield Problem(block.location, f"there is no step {number}", hint)
