"""What is proved in both of the project's languages."""

import pytest

from widget.core import languages

#: Runs a test that takes `locale` in each.
both_languages = pytest.mark.parametrize("locale", ["en", "fr"])


def forget() -> None:
    """Let catalogues be read anew."""
    for each in (languages.available, languages.translations, languages.label_in):
        each.cache_clear()
