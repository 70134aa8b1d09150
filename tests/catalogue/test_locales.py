"""What a language falls back to, as CLDR has it."""

import pytest

from acquit.catalogue.locales import chain, language_tag
from acquit.catalogue.reading import read_catalogue
from acquit.procedure.context import Context
from acquit.product import load
from tests.support.pages import catalogue
from widget.core import locales

CHAINS = [
    ("fr", ["fr"]),
    ("fr_CA", ["fr_CA", "fr"]),
    ("pt_BR", ["pt_BR", "pt"]),
    ("pt_AO", ["pt_AO", "pt_PT", "pt"]),
    ("zh_TW", ["zh_TW", "zh_Hant_TW", "zh_Hant"]),
    ("zh_HK", ["zh_HK", "zh_Hant_HK", "zh_Hant"]),
    ("zh_CN", ["zh_CN", "zh_Hans_CN", "zh_Hans", "zh"]),
    ("zh_Hant", ["zh_Hant"]),
    ("sr_Latn", ["sr_Latn"]),
    ("sr_Cyrl", ["sr_Cyrl", "sr"]),
    ("es_MX", ["es_MX", "es_419", "es"]),
    ("nb", ["nb", "no"]),
    ("no", ["no"]),
    ("xx_YY", ["xx_YY", "xx"]),
]


@pytest.mark.parametrize(("locale", "wider"), CHAINS)
def test_the_chain(locale, wider):
    assert chain(locale) == wider


@pytest.mark.parametrize(("locale", "wider"), [each for each in CHAINS if each[0] != "xx_YY"])
def test_the_widget_falls_back_as_the_pages_do(locale, wider):
    assert list(locales.chain(locale)) == wider


def test_traditional_chinese_is_never_simplified(tmp_path):
    catalogue(tmp_path, "zh", "docs", {"Pay": "付款 (简体)", "Due": "到期 (简体)"})
    catalogue(tmp_path, "zh_Hant", "docs", {"Pay": "付款 (繁體)"})
    found = read_catalogue(tmp_path, "docs", "zh_TW")
    assert (found.text("Pay"), found.text("Due")) == ("付款 (繁體)", "Due")


def test_a_tag_is_whole():
    assert language_tag("zh_Hant_TW") == "zh-Hant-TW"


@pytest.mark.parametrize(
    ("locale", "source", "is_variant"),
    [
        ("en", "en", True),
        ("en_GB", "en", True),
        ("en_GB", "en_US", True),
        ("fr", "en", False),
        ("zh_TW", "zh", False),
        ("zh_CN", "zh", True),
    ],
)
def test_what_a_variant_of_the_source_lacks_is_no_gap(tmp_path, locale, source, is_variant):
    product = load("tests.support.sample")
    context = Context(product, locale, source, tmp_path, "docs", tmp_path, "product")
    assert context.is_variant is is_variant
