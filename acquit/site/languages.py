"""The languages of a project: what mkdocs.yml may name, and what the theme has for them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.plugins import get_plugin_logger

from acquit.catalogue.locales import (
    ACCENTED,
    MIRRORED,
    PSEUDO,
    chain,
    formats_of,
    is_right_to_left,
    known,
    language_tag,
)
from acquit.problems import Location, Problems, Wrong
from acquit.yamltree import YamlFile, pairs, under

log = get_plugin_logger(__name__)

#: Offers pseudo-languages: names the folder in which the product finds its catalogues of them.
PSEUDO_VARIABLE = "ACQUIT_PSEUDO"
PSEUDO_NAMES = {ACCENTED: "⟦Longer⟧", MIRRORED: "⟦Right to left⟧"}

#: What the theme calls otherwise than CLDR does.
_THEME_NAMES = {"no": "nb"}


def folder_name(tag: str) -> str:
    """Return a language as gettext's folders have it, however it is written: `fr-CA` → `fr_CA`."""
    return tag.replace("-", "_")


def read_languages(languages: Mapping[Any, Any], config_file: Path) -> dict[str, str]:
    """Return locale → its own name, as gettext's folders name locales.

    Raises Problems for what is no language, at its place in mkdocs.yml.
    """
    locations = dict(_locations(config_file))
    found: dict[str, str] = {}
    problems = []
    for key, name in languages.items():
        wrong = wrong_with_language(key, name, found)
        if wrong:
            location = locations.get(repr(key), Location(config_file.name))
            problems.append(wrong.at(location))
        else:
            found[folder_name(key)] = name
    if problems:
        raise Problems(problems)
    return found


def wrong_with_language(key: Any, name: Any, earlier: Mapping[str, str]) -> Wrong | None:
    """Say what is wrong with a line of `languages`, and what to write; None if nothing is."""
    if isinstance(key, bool):
        return Wrong(f"YAML reads this language as {str(key).lower()}", 'quote it: "no": Norsk')
    if not isinstance(key, str):
        return Wrong(f"{key!r} is no language", "write languages as fr, fr-CA, pt-BR or zh-TW")
    locale = folder_name(key)
    usual = _usual_case(locale)
    if usual in PSEUDO:
        return Wrong(f"{key} is a pseudo-language", "take it out: --pseudo offers it")
    if known(usual) is None:
        near = next((wider for wider in chain(usual) if known(wider)), "")
        hint = f"write {language_tag(near)}" if near else "write languages as fr, fr-CA or zh-TW"
        return Wrong(f"CLDR knows no language {key!r}", hint)
    if locale != usual:
        return Wrong(f"the language {key!r} has other capitals", f"write {language_tag(usual)}")
    if locale in earlier:
        return Wrong(f"the language {key!r} stands twice", "keep one of the two lines")
    if not isinstance(name, str) or not name.strip():
        return Wrong(
            f"the language {key!r} has no name", f"write what it calls itself: {key}: Français"
        )
    return None


def _usual_case(locale: str) -> str:
    """Capitals as CLDR has them: `zh_Hant_TW`."""
    language, *rest = locale.split("_")
    usual = [language.lower()]
    for part in rest:
        is_region = len(part) == 2 and part.isalpha()
        is_script = len(part) == 4 and part.isalpha()
        usual.append(part.upper() if is_region else part.title() if is_script else part)
    return "_".join(usual)


def _locations(config_file: Path) -> Iterator[tuple[str, Location]]:
    """Yield where mkdocs.yml names each language, by what YAML makes of it."""
    if not config_file.is_file():
        return
    text = config_file.read_text(encoding="utf-8-sig")
    file = YamlFile(config_file.name, text, "configuration")
    for languages in plugin_languages(file):
        for key, _ in pairs(languages if isinstance(languages, yaml.MappingNode) else None):
            meant = yaml.constructor.SafeConstructor().construct_object(key)
            yield repr(meant), file.location_of(key)


def plugin_languages(file: YamlFile) -> Iterator[yaml.Node]:
    """Yield what stands under `languages` of our plugin in a configuration."""
    for plugins in under([file.root], "plugins"):
        items = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
        yield from under(under(items, "acquit"), "languages")


def set_theme_language(theme: Any, locale: str) -> None:
    """Put a theme's own strings into a language, and turn it round where that is to be read so."""
    tag, language = language_tag(locale), theme_language(formats_of(locale), theme.dirs)
    theme["language"] = language or "en"
    theme["direction"] = "rtl" if is_right_to_left(locale) else "ltr"
    theme["acquit_tag"] = tag
    if language is None:
        log.warning(
            f"the theme says nothing in {tag}, and is left in English: put its strings into "
            f"partials/languages/{tag}.html in your custom_dir"
        )


def theme_language(locale: str, folders: Iterable[str]) -> str | None:
    """Return the nearest language that a theme has strings in; None where it has none.

    That is its own `pt-BR` before `pt`, but never Simplified Chinese for Traditional. A theme
    without such strings is given the language itself.
    """
    languages = [Path(folder, "partials/languages") for folder in folders]
    if not any(folder.is_dir() for folder in languages):
        return language_tag(locale)
    for name in chain(locale):
        tag = _THEME_NAMES.get(name, language_tag(name))
        if any((folder / f"{tag}.html").is_file() for folder in languages):
            return tag
    return None
