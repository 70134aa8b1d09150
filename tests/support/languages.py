"""What is proved in both of the project's languages."""

import pytest

#: Runs a test that takes `locale` in each.
both_languages = pytest.mark.parametrize("locale", ["en", "fr"])
