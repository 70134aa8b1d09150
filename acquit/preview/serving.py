"""The preview's servers: pages as they are now, and the product with the same help in the text."""

import contextlib
import json
import logging
import mimetypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files as resources
from pathlib import Path

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from acquit.catalogue.locales import language_tag
from acquit.catalogue.po import open_po
from acquit.preview.changes import Changes, Watch
from acquit.preview.messages import as_json, read_messages
from acquit.preview.pages import LanguagePages, NotReadyError, with_data
from acquit.problems import Problems
from acquit.product import resolve
from acquit.site.languages import folder_name
from acquit.site.pages import page_files
from acquit.site.pseudo import write_pseudo
from acquit.site.root_files import choice
from acquit.site.serving import Stack, WsgiApp
from acquit.site.settings import (
    ADDRESSES_VARIABLE,
    HELP,
    Settings,
    SettingsError,
    read_settings,
)

log = logging.getLogger(__name__)

_OWN = "/_acquit/"
#: Catalogues, their templates, and the records beside them.
_OF_CATALOGUES = {".po", ".pot", ".json", ".csv"}
_TEXT = "text/plain; charset=utf-8"


class Preview:
    """A project's pages and product, with what a writer is told of their texts."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.changes = Changes()
        self._take_in(settings)

    def _take_in(self, settings: Settings) -> None:
        self.settings = settings
        self.docs = settings.docs_dir.resolve()
        self.known = {path.resolve() for path in page_files(settings)}
        self.pages = {
            locale: LanguagePages(settings, locale, lambda: self.changes.count)
            for locale in settings.languages
        }

    def changed(self, path: Path) -> None:
        """Take note of a file that has changed: a page is read anew whenever it is asked for."""
        path = path.resolve()
        if path == self.settings.config_file.resolve():
            with contextlib.suppress(SettingsError, Problems):  # which the pages tell
                fresh = read_settings(path)
                self._take_in(replace(fresh, pseudo=self.settings.pseudo))
        is_page = path.suffix == ".md" and path.is_relative_to(self.docs)
        if is_page and path.exists() is (path in self.known) and path.exists():
            self.changes.tell()
            return
        if is_page:
            self.known = {each.resolve() for each in page_files(self.settings)}
        for pages in self.pages.values():
            if path.suffix in _OF_CATALOGUES:
                pages.forget_catalogues()
            else:
                pages.forget()
        product = self.settings.options.product_catalogue
        if path.name == f"{product.domain}.pot" and self.settings.pseudo:
            write_pseudo(self.settings)
        if path.stem == product.domain and path.suffix in (".po", ".pot"):
            self._reload_product(path)
        self.changes.tell()

    def _reload_product(self, path: Path) -> None:
        """Let the product read its catalogues anew, if it can: its module has `reload` then.

        What can't be read is told on the pages, and the product goes on with what it has.
        """
        reload = getattr(resolve(self.settings.options.product), "reload", None)
        with contextlib.suppress(Problems):
            if path.exists():
                open_po(path)
            if reload:
                reload()

    def help(self) -> WsgiApp:
        """Return the application of the help site."""

        @Request.application
        def answer(request: Request) -> Response:
            if request.path.startswith(_OWN):
                return self._own(request)
            if request.path == "/":
                return self._choice()
            tag, _, rest = request.path.lstrip("/").partition("/")
            pages = self.pages.get(folder_name(tag))
            try:
                found = _page(pages, rest, request) if pages else None
            except NotReadyError as error:
                return self._told([str(error)], 200)
            except Exception as error:  # a writer mends the page, and goes on
                log.exception("%s can't be shown", request.path)
                return self._told([f"{type(error).__name__}: {error}"], 500)
            return found or self._told([f"{request.path}: no such page"], 404)

        return answer

    def around(self, app: WsgiApp) -> WsgiApp:
        """Return an application of the product with the preview's script in each of its pages."""

        @Request.application
        def answer(request: Request) -> Response:
            if request.path.startswith(_OWN):
                return self._own(request)
            try:
                response = Response.from_app(app, request.environ)
            except Exception as error:  # as soon as it is mended, the page comes back
                log.exception("the product can't show %s", request.path)
                return self._told([f"{type(error).__name__}: {error}"], 500)
            if response.mimetype == "text/html":
                response.direct_passthrough = False
                response.set_data(
                    with_data(response.get_data(as_text=True), {"changes": self.changes.count})
                )
                if policy := response.headers.get("Content-Security-Policy"):
                    response.headers["Content-Security-Policy"] = _allowing_own(policy)
            return response

        return answer

    def _told(self, problems: list[str], status: int) -> Response:
        """A page of nothing but problems, which comes back when they are mended."""
        html = "<!doctype html><html lang=en><title>Preview</title><body></body></html>"
        told = {"problems": problems, "changes": self.changes.count}
        return _html(with_data(html, told), status)

    def _choice(self) -> Response:
        title = self.settings.site_name
        names = self.settings.languages.items()
        text = choice([(language_tag(locale), name, title) for locale, name in names])
        return Response(text, content_type="text/html; charset=utf-8")

    def _own(self, request: Request) -> Response:
        name = request.path.removeprefix(_OWN)
        if name == "events":
            headers = {"Cache-Control": "no-store"}
            since = request.headers.get("Last-Event-ID") or request.args.get("since", "0")
            events = self.changes.events(int(since) if since.isdigit() else 0)
            return Response(events, 200, headers, content_type="text/event-stream")
        if name == "preview.js":
            script = (resources("acquit") / "preview/assets/preview.js").read_text(encoding="utf-8")
            return Response(script, content_type="text/javascript; charset=utf-8")
        locale = folder_name(name.removeprefix("messages/"))
        if name.startswith("messages/") and locale in self.pages:
            try:
                known = as_json(read_messages(self.settings, locale, is_product=True))
            except Problems as error:
                return Response(str(error), 500, content_type=_TEXT)
            return Response(json.dumps(known), content_type="application/json")
        return Response("not found\n", 404)


def _page(pages: LanguagePages, rest: str, request: Request) -> Response | None:
    is_folder = not rest or rest.endswith("/")
    found = pages.answer(f"{rest}index.html" if is_folder else rest)
    if found is None:
        if is_folder or not pages.answer(f"{rest}/index.html"):
            return None
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        return redirect(f"{request.path}/{query}", 302)
    file, html = found
    if html is not None:
        return _html(html)
    kind = mimetypes.guess_type(file.dest_uri)[0] or "application/octet-stream"
    return Response(file.content_bytes, content_type=kind)


def _html(text: str, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(text, status, headers, content_type="text/html; charset=utf-8")


def _allowing_own(policy: str) -> str:
    """Let a page load the preview's script, and ask for what it shows, from its own origin."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "connect-src"):
        if name not in rules and "default-src" not in rules:
            continue  # nothing is forbidden
        allowed = rules.get(name, rules.get("default-src", "")).replace("'none'", "").split()
        rules[name] = " ".join(dict.fromkeys((*allowed, "'self'")))
    return "; ".join(f"{name} {value}".strip() for name, value in rules.items())


def _watched(settings: Settings) -> Iterator[tuple[Path, bool]]:
    options = settings.options
    catalogues = (options.catalogue, options.product_catalogue)
    folders = {settings.docs_dir.resolve(), *(settings.root / each.folder for each in catalogues)}
    if custom := settings.config.theme.custom_dir:
        folders.add(Path(custom))
    yield from ((folder, True) for folder in sorted(folders) if folder.is_dir())
    if not any(settings.root == folder for folder in folders):
        yield settings.root, False


@contextmanager
def previewing(settings: Settings, first_port: int = 0) -> Iterator[Stack]:
    """Serve a project's pages and product for writers. Raises ProductError, PortTakenError."""
    preview = Preview(settings)
    before = os.environ.get(ADDRESSES_VARIABLE)
    with (
        contextlib.chdir(settings.root),  # where relative paths in options start
        Stack(settings.servers, first_port=first_port) as stack,
    ):
        os.environ[ADDRESSES_VARIABLE] = json.dumps(stack.public)
        try:
            stack.start_product()
            for name, server in stack.servers.items():
                if name != HELP:
                    server.app = preview.around(server.app)
            help_server = stack.servers[HELP]
            help_server.app = preview.help()
            help_server.start()
            with Watch(_watched(settings), preview.changed):
                yield stack
        finally:
            preview.changes.close()
            if before is None:
                del os.environ[ADDRESSES_VARIABLE]
            else:
                os.environ[ADDRESSES_VARIABLE] = before
