"""Values as readers of a language write them."""

import pytest

from acquit.problems import Location
from acquit.procedure.values import parse_datum, printed


@pytest.mark.parametrize(
    ("raw", "english", "french"),
    [
        ("50 EUR", "€50.00", "50,00\u00a0€"),
        ("1234.50 EUR", "€1,234.50", "1\u202f234,50\u00a0€"),
        ("50 JPY", "¥50", "50\u00a0JPY"),
        # CLDR prints these without decimals; who pays in them may have to give some.
        ("50.25 RSD", "RSD50.25", "50,25\u00a0RSD"),
        ("50.00 RSD", "RSD50.00", "50,00\u00a0RSD"),
        ("1234.567 KWD", "KWD1,234.567", "1\u202f234,567\u00a0KWD"),
        ("25.00", "25.00", "25,00"),
        ("1234.5", "1234.5", "1234,5"),
        ("-3", "-3", "-3"),
    ],
)
def test_an_amount_keeps_the_decimals_that_it_was_given(raw, english, french):
    datum = parse_datum("amount", raw, quoted=False, location=Location("page.md"))
    assert printed(datum, "en", str) == english
    assert printed(datum, "fr", str) == french
