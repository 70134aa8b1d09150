"""Adding a language to a project: its line in mkdocs.yml, its catalogues."""

from collections.abc import Iterator

import yaml
from babel import Locale

from acquit.catalogue.locales import known, language_tag
from acquit.files import write_text
from acquit.problems import read_text
from acquit.site.languages import folder_name, plugin_languages, wrong_with_language
from acquit.site.messages import update
from acquit.site.settings import Settings, SettingsError, read_settings
from acquit.yamltree import YamlFile


def add_locale(settings: Settings, tag: str) -> Iterator[str]:
    """Name a language in mkdocs.yml, make its catalogues, and yield what was done.

    The project builds in it at once: what isn't translated is shown in the source language, or in
    the wider language of a region. Raises SettingsError, before anything is written.
    """
    locale = folder_name(tag)
    if locale in settings.languages:
        raise SettingsError(f"{settings.config_file.name} has the language {language_tag(locale)}")
    wrong = wrong_with_language(locale, _own_name(locale), settings.languages)
    if wrong:
        raise SettingsError(f"{wrong.message}; {wrong.hint}")
    path = settings.config_file
    text = read_text(path, path.name)
    write_text(path, _with_language(text, path.name, locale))
    yield f"{path.name}: {language_tag(locale)} is {_own_name(locale)}"
    yield from update(read_settings(path))


def _own_name(locale: str) -> str:
    """What a language calls itself, as a title: “Français (Canada)”."""
    found = known(locale)
    name = found.get_display_name(Locale.parse(locale)) if found else ""
    return name[:1].upper() + name[1:] if name else ""


def _with_language(text: str, name: str, locale: str) -> str:
    """Return a configuration with one more language, all else letter for letter."""
    line = f"{language_tag(locale)}: {_own_name(locale)}"
    node = next(plugin_languages(YamlFile(name, text, "configuration")), None)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        hint = f"write the plugin’s languages first: languages: {{en: English, {line}}}"
        raise SettingsError(f"{name} names no languages; {hint}")
    lines = text.split("\n")
    last = node.value[-1][1].end_mark
    if node.flow_style:
        row = lines[last.line]
        lines[last.line] = f"{row[: last.column]}, {line}{row[last.column :]}"
    else:
        indent = " " * node.value[-1][0].start_mark.column
        lines.insert(last.line + 1, f"{indent}{line}")
    return "\n".join(lines)
