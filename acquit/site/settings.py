"""The plugin's options in mkdocs.yml, as the plugin and the commands use them."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mkdocs.config import config_options as option
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError

from acquit.problems import MendableError
from acquit.procedure.context import BLOCK, FALLBACKS
from acquit.procedure.extension import LOCALE_VARIABLE
from acquit.site.languages import (
    PSEUDO_NAMES,
    PSEUDO_VARIABLE,
    folder_name,
    read_languages,
)

HELP = "help"
FIRST_PORT = 8000

#: What isn't there after this is missing, in seconds.
PATIENCE = 2.0

#: Where each language lists its procedures, for the walk.
MANIFEST = "procedures.json"

#: Addresses of servers that are bound already, handed to the builds as JSON: name → public address.
ADDRESSES_VARIABLE = "ACQUIT_ADDRESSES"


class Address(NamedTuple):
    """Where a server is reached: by browsers, and from this machine."""

    public: str
    local: str


class _Catalogue(Config):
    folder = option.Type(str, default="locales")
    domain = option.Type(str)


class _Proofs(Config):
    #: Where `acquit walk --prove` writes them, and for how many days they hold.
    file = option.Type(str, default="proofs.json")
    days = option.Type(int, default=30)


class Options(Config):
    """The options of the plugin `acquit`."""

    languages = option.Type(dict, default={"en": "English"})
    source_locale = option.Type(str, default="en")
    locale = option.Optional(option.Type(str))
    product = option.Type(str)
    catalogue = option.SubConfig(_Catalogue)
    product_catalogue = option.SubConfig(_Catalogue)
    servers = option.Type(dict, default={})
    frame = option.Type(str, default="")
    #: The address of a reader's own account, where the product is live: `{locale}`, `{screen}`.
    account = option.Type(str, default="")
    #: The address that shows it in the page's frame, where the product allows that, with both.
    account_frame = option.Type(str, default="")
    #: The page that says how accessible the site is: what walks found is told at its end.
    statement = option.Type(str, default="")
    proofs = option.SubConfig(_Proofs)
    #: Where `acquit walk --pictures` puts them, for pages to show.
    pictures = option.Type(str, default="pictures")
    #: Language → what readers get where a source has changed since: `block`, `keep` or `hold`.
    fallback = option.Type(dict, default={})
    #: How long a walk waits for what isn't there, in seconds.
    patience = option.Type((int, float), default=PATIENCE)


class SettingsError(MendableError):
    """mkdocs.yml can't be used."""


@dataclass(frozen=True)
class Settings:
    """What the commands need to know of a project."""

    config_file: Path
    config: MkDocsConfig
    options: Options
    #: Pseudo-languages that are offered beside the project's own, by their names.
    pseudo: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The project's folder: relative paths in options start there."""
        return self.config_file.parent

    @property
    def languages(self) -> Mapping[str, str]:
        """Locale → the language's own name."""
        return {**self.options.languages, **self.pseudo}

    @property
    def servers(self) -> Mapping[str, str]:
        """Name → dotted path of a WSGI factory, or the address of a server that runs elsewhere."""
        return self.options.servers

    @property
    def site_name(self) -> str:
        """The site's name in the source language."""
        return str(self.config.site_name)

    @property
    def docs_dir(self) -> Path:
        """The pages in the source language."""
        return Path(self.config.docs_dir)


def read_settings(config_file: Path) -> Settings:
    """Read mkdocs.yml. Raises SettingsError when there is none or it is broken, and Problems."""
    if not config_file.exists():
        raise SettingsError(f"{config_file}: no such file; run acquit beside mkdocs.yml, or use -f")
    try:
        config: MkDocsConfig = load_config(str(config_file))
    except MkDocsException as error:
        raise SettingsError(f"{config_file}: {error}") from error
    plugin = config.plugins.get("acquit")
    if plugin is None:
        raise SettingsError(f"{config_file}: the plugin `acquit` is missing; add it to `plugins`")
    plugin.config.languages = read_languages(plugin.config.languages, config_file)
    plugin.config.source_locale = folder_name(plugin.config.source_locale)
    return Settings(config_file.resolve(), config, plugin.config)


def choose_language(options: Options, config_file: Path) -> str:
    """Return the language of this build, and put the options' languages right.

    Raises Problems, and PluginError for a language that the project hasn't.
    """
    options.languages = read_languages(options.languages, config_file)
    if os.environ.get(PSEUDO_VARIABLE):
        options.languages.update(PSEUDO_NAMES)
    options.source_locale = folder_name(options.source_locale)
    wanted = options.locale or os.environ.get(LOCALE_VARIABLE) or options.source_locale
    locale = folder_name(wanted)
    if locale not in options.languages:
        known = ", ".join(options.languages)
        raise PluginError(f"no language {locale!r} in mkdocs.yml; there are: {known}")
    return locale


def translations(settings: Settings, locales: Iterable[str] = ()) -> list[str]:
    """Return the languages that are translated into, or those that were asked for."""
    chosen = list(map(folder_name, locales)) or list(settings.languages)
    unknown = [locale for locale in chosen if locale not in settings.languages]
    if unknown:
        known = ", ".join(settings.languages)
        raise SettingsError(f"no language {', '.join(unknown)} in mkdocs.yml; there are: {known}")
    return [locale for locale in chosen if locale != settings.options.source_locale]


def fallback_of(options: Options, locale: str) -> str:
    """Return the fallback that a language is set to. Raises PluginError for what is none."""
    chosen = {folder_name(str(tag)): word for tag, word in options.fallback.items()}
    for tag, word in chosen.items():
        if word not in FALLBACKS or tag not in options.languages:
            hint = f"write a language, and {', '.join(FALLBACKS[:-1])} or {FALLBACKS[-1]}"
            raise PluginError(f"mkdocs.yml: fallback: {tag}: {word}: {hint}")
    return str(chosen.get(locale, BLOCK))


def require_statement(page: str, docs_dir: Path) -> None:
    """Make sure of the page of the option `statement`. Raises PluginError."""
    if page and not (docs_dir / page).is_file():
        hint = "write it from the folder of pages, as accessibility.md"
        raise PluginError(f"mkdocs.yml: statement: {page}: no such page in {docs_dir.name}: {hint}")


def from_here(root: Path, folder: str) -> Path:
    """Return a folder of the project as people read it: relative where it is below this one."""
    path = root / folder
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def name_of(path: Path, root: Path) -> str:
    """Return a file as its writer knows it: from the project's folder, wherever it lies."""
    return Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()


def is_address(server: str) -> bool:
    """Whether an option names a running server, and not a factory."""
    return server.startswith(("http://", "https://"))


def default_addresses(servers: Mapping[str, str], port: int = FIRST_PORT) -> dict[str, str]:
    """Return each server's public address when ports are counted up from `port`."""
    addresses = {HELP: f"http://localhost:{port}"}
    for offset, (name, server) in enumerate(servers.items(), start=1):
        own = f"http://localhost:{port + offset}"
        addresses[name] = server.rstrip("/") if is_address(server) else own
    return addresses


def site_address(handed: Mapping[str, str], site_url: str | None) -> str:
    """Return the help site's address, with a slash at its end.

    Addresses that a build was `handed` come first, then the project's own `site_url`, then the
    one of `acquit serve`.
    """
    found = handed.get(HELP) or site_url or default_addresses({})[HELP]
    return found.rstrip("/") + "/"


def addresses(servers: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses this build was handed, or the servers' defaults."""
    handed = os.environ.get(ADDRESSES_VARIABLE)
    known = default_addresses(servers)
    del known[HELP]  # which the project's `site_url` says
    return {**known, **(json.loads(handed) if handed else {})}


def fill_in(template: str, known: Mapping[str, str]) -> str:
    """Put servers' addresses into a template; {locale} and the like are left for later."""
    for name, address in known.items():
        template = template.replace(f"{{{name}}}", address)
    return template
