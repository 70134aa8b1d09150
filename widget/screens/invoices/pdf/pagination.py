"""Sharing the rows of a table out among pages."""

from collections.abc import Sequence


def paginate(heights: Sequence[float], first: float, rest: float, tail: float) -> list[range]:
    """Return each page's rows, in order.

    `first` is the room on page one, `rest` on each other page; on the last, `tail` stays free below
    the rows. A row that is taller than a page gets one to itself.
    """
    pages: list[range] = []
    start, room = 0, first
    for row, height in enumerate(heights):
        if height > room and (row > start or not pages):
            pages.append(range(start, row))
            start, room = row, rest
        room -= height
    end = len(heights)
    if tail <= room:
        return [*pages, range(start, end)]
    # Sums shouldn't stand alone on a page: the last row goes with them, unless it is alone too.
    last = end - 1 if end - start > 1 else end
    return [*pages, range(start, last), range(last, end)]
