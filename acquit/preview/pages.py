"""One language's pages, each rendered when somebody asks for it: an edit costs one page."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from acquit.catalogue.records import State
from acquit.preview.messages import Key, Message, read_messages
from acquit.problems import Problem, Problems
from acquit.procedure.frontmatter import split
from acquit.site.findings import Findings
from acquit.site.plugin import AcquitPlugin
from acquit.site.settings import Settings
from acquit.site.wording import texts
from acquit.text.inline import ATTRIBUTES

_TO_DO = "`acquit sync` puts it into the catalogues"


class NotReadyError(Exception):
    """The project can't be shown as it is; the message says why."""


class _Told(Findings):
    """Writers are told what is wrong while they write: nothing is refused."""

    def refuse(self) -> None:
        """Refuse nothing."""


@dataclass(frozen=True)
class _Project:
    """What all pages of a language share, as MkDocs has it."""

    config: MkDocsConfig
    plugin: AcquitPlugin
    files: Files
    nav: Navigation
    env: jinja2.Environment
    #: What is called so in menus until it is rendered: its first heading, as it is written.
    headings: dict[str, str]
    #: The site's own texts, as mkdocs.yml has them.
    sources: tuple[str, ...]
    messages: dict[Key, Message] = field(default_factory=dict)
    labels: dict[Key, Message] = field(default_factory=dict)
    #: The site's own texts in the language.
    texts: tuple[str, ...] = ()
    #: What is wrong with the project, and not with a page of it.
    problems: tuple[Problem, ...] = ()


class LanguagePages:
    """The pages of one language. `count` says how many changes there were."""

    def __init__(self, settings: Settings, locale: str, count: Callable[[], int]):
        self.settings = settings
        self._count = count
        self.locale = locale
        self._lock = Lock()
        self._project: _Project | None = None
        self._has_catalogues = True

    def forget(self) -> None:
        """Read all anew before the next page."""
        with self._lock:
            self._project = None

    def forget_catalogues(self) -> None:
        """Read catalogues anew before the next page."""
        with self._lock:
            self._has_catalogues = False

    def answer(self, address: str) -> tuple[File, str | None] | None:
        """Return the file at an address below the language's, as `how-to/pay/index.html`.

        A page comes with its HTML, as it is now. None where nothing is. Raises NotReadyError.
        """
        with self._lock:
            project = self._ready()
            file = next((each for each in project.files if each.dest_uri == address), None)
            if file is None or file.page is None:
                return (file, None) if file else None
            return file, _render(project, file, self._count())

    def _ready(self) -> _Project:
        if self._project and self._has_catalogues:
            return self._project
        try:
            if self._project:
                self._project = _with_catalogues(self._project, self.settings)
            self._project = self._project or _read(self.settings, self.locale)
        except (MkDocsException, Problems) as error:
            raise NotReadyError(str(error)) from error
        self._has_catalogues = True
        return self._project


def _read(settings: Settings, locale: str) -> _Project:
    config = load_config(str(settings.config_file))
    for name in ("search", "material/search"):  # which would have to know every page
        _take_out(config, name)
    said = tuple(texts(config))
    plugin = config.plugins["acquit"]
    assert isinstance(plugin, AcquitPlugin)  # noqa: S101 - settings were read by it
    plugin.config.locale = locale
    plugins = config.plugins
    plugins.on_startup(command="serve", dirty=True)
    config = plugins.on_config(config)
    plugin.extension.marks_messages = True
    plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = plugins.on_files(files, config=config)
    nav = plugins.on_nav(get_navigation(files, config), config=config, files=files)
    headings = {}
    for file in files.documentation_pages():
        file.page = file.page or Page(None, file, config)
        headings[file.src_uri] = _title(Path(file.abs_src_path or ""))
    problems = [*plugin.found.problems, *plugin.found.doubtful]
    plugin.found = _Told(is_strict=False)
    env = plugins.on_env(env, config=config, files=files) or env
    project = _Project(config, plugin, files, nav, env, headings, said)
    return _told(project, settings, problems)


def _with_catalogues(project: _Project, settings: Settings) -> _Project | None:
    """Return a project with what its catalogues say now; None where its menus change, too."""
    plugin = project.plugin
    plugin.found = _Told(is_strict=False)
    plugin.read_catalogues()
    found = _told(project, settings, [*plugin.found.problems, *plugin.found.doubtful])
    return found if found.texts == project.texts else None


def _told(project: _Project, settings: Settings, problems: list[Problem]) -> _Project:
    """Return a project with what is known of each message; pages are called as it says."""
    context, locale = project.plugin.context, project.plugin.locale
    for file in project.files.documentation_pages():
        heading = project.headings[file.src_uri]
        if file.page:
            file.page.markdown = ""
            title = {"title": context.with_labels(context.string(heading))} if heading else {}
            file.page.meta = title
    return replace(
        project,
        messages=read_messages(settings, locale),
        labels=read_messages(settings, locale, is_product=True),
        texts=tuple(context.string(text) for text in project.sources),
        problems=tuple(problems),
    )


def _take_out(config: MkDocsConfig, name: str) -> None:
    """Take a plugin out of a configuration, and what it does at each event."""
    plugin = config.plugins.pop(name, None)
    for methods in config.plugins.events.values() if plugin else ():
        methods[:] = [each for each in methods if getattr(each, "__self__", None) is not plugin]


def _title(path: Path) -> str:
    """Return a page's first heading as its message is written; nothing if none is read."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        _, text, _ = split(path.read_text(encoding="utf-8-sig"))
        is_code = False
        for line in text.split("\n"):
            is_code ^= line.lstrip().startswith(("```", "~~~"))
            if line.startswith("# ") and not is_code:
                return ATTRIBUTES.sub("", line[2:]).strip()
    return ""


def _render(project: _Project, file: File, count: int) -> str:
    """Do what a build of MkDocs does for a page, in the same order."""
    config, files, plugins, page = project.config, project.files, project.config.plugins, file.page
    assert page is not None  # noqa: S101 - each page was made when the project was read
    project.plugin.found = found = _Told(is_strict=False)
    page.meta = {}
    config._current_page = page
    page.active = True
    try:
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        page.render(config, files)
        page.content = plugins.on_page_content(
            page.content or "", page=page, config=config, files=files
        )
        context = get_context(project.nav, files.documentation_pages(), config, page)
        template = project.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=project.nav)
        html = plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
        config._current_page = None
    told = {
        "messages": [message.as_dict() for message in _messages(project)],
        "labels": {name: each.as_dict() for (name, _), each in project.labels.items() if name},
        "problems": [*dict.fromkeys(map(str, (*project.problems, *found.problems)))],
        "changes": count,
    }
    return with_data(html, told)


def _messages(project: _Project) -> Iterator[Message]:
    """Yield what is known of each block of the page that was rendered last, in their order."""
    page = project.plugin.extension.outcome.page
    unknown = "" if project.plugin.context.is_variant else State.MISSING
    for block in page.blocks if page else ():
        missing = Message(block.text, state=unknown, note=unknown and _TO_DO)
        known = project.messages.get((None, block.text)) or missing
        where = f"{block.location.path}:{block.location.line}"
        yield replace(known, source_locations=(where,))


def with_data(html: str, told: Any) -> str:
    """Put the preview's script into a page, and what it shows."""
    # Nothing in it ends the element that it stands in.
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    script = f'<script type="application/json" id="acquit-preview">{data}</script>'
    script += '<script src="/_acquit/preview.js"></script>'
    before, end, after = html.rpartition("</body>")
    return f"{before}{script}{end}{after}" if end else html + script
