"""Rows shared out among pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget.screens.invoices.pdf.pagination import paginate


@pytest.mark.parametrize(
    ("heights", "pages"),
    [
        ([], [range(0)]),
        ([10] * 3, [range(3)]),  # 30 and the sums fill page one
        ([10] * 4, [range(3), range(3, 4)]),  # the sums take the last row with them
        ([10] * 6, [range(5), range(5, 6)]),
        ([10] * 5 + [70, 10], [range(5), range(5, 7)]),
        ([60], [range(0), range(1)]),  # too high for page one only
        ([45], [range(1), range(1, 1)]),  # no other row could go with the sums
        ([200, 10], [range(0), range(1), range(1, 2)]),
    ],
)
def test_pages(heights, pages):
    assert paginate(heights, first=50, rest=100, tail=20) == pages


@given(st.lists(st.integers(1, 80)), st.integers(0, 80))
def test_each_row_once_in_order_and_nothing_too_full(heights, tail):
    pages = paginate(heights, first=50, rest=100, tail=tail)
    assert [row for page in pages for row in page] == list(range(len(heights)))
    used = [sum(heights[row] for row in page) for page in pages]
    used[-1] += tail
    assert used[0] <= (50 if len(pages) > 1 or tail <= 50 else 0)
    assert all(height <= 100 or len(page) == 1 for height, page in zip(used, pages, strict=True))
