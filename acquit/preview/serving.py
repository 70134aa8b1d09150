"""The preview's servers: pages as they are now, and the product with the same help in the text."""

import json
import mimetypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files as resources
from pathlib import Path

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from acquit.preview.changes import Changes, Watch
from acquit.preview.messages import as_json, read_messages
from acquit.preview.pages import LanguagePages, NotReadyError, with_data
from acquit.problems import Problems
from acquit.product import resolve
from acquit.site.build import root_page
from acquit.site.languages import folder_name
from acquit.site.serving import Stack, WsgiApp
from acquit.site.settings import ADDRESSES_VARIABLE, HELP, Settings

_OWN = "/_acquit/"
#: Catalogues, their templates, and the records beside them.
_OF_CATALOGUES = {".po", ".pot", ".json", ".csv"}
_TEXT = "text/plain; charset=utf-8"


class Preview:
    """A project's pages and product, with what a writer is told of their texts."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.changes = Changes()
        self.pages = {locale: LanguagePages(settings, locale) for locale in settings.languages}

    def changed(self, path: Path, was_there: bool) -> None:
        """Take note of a file that has changed: a page is read anew whenever it is asked for."""
        is_page = path.suffix == ".md" and path.is_relative_to(self.settings.docs_dir)
        for pages in self.pages.values() if not (is_page and was_there) else ():
            if path.suffix in _OF_CATALOGUES:
                pages.forget_catalogues()
            else:
                pages.forget()
        product = self.settings.options.product_catalogue
        if path.name == f"{product.domain}.po":
            self._reload_product()
        self.changes.tell()

    def _reload_product(self) -> None:
        """Let the product read its catalogues anew, if it can: its module has `reload` then."""
        reload = getattr(resolve(self.settings.options.product), "reload", None)
        if reload:
            reload()

    def help(self) -> WsgiApp:
        """Return the application of the help site."""

        @Request.application
        def answer(request: Request) -> Response:
            if request.path.startswith(_OWN):
                return self._own(request)
            if request.path == "/":
                return Response(root_page(self.settings), content_type="text/html; charset=utf-8")
            tag, _, rest = request.path.lstrip("/").partition("/")
            locale = folder_name(tag)
            if locale not in self.pages:
                return Response("not found\n", 404)
            try:
                return _page(self.pages[locale], rest, request)
            except NotReadyError as error:
                html = "<!doctype html><html lang=en><title>Preview</title><body></body></html>"
                return _html(with_data(html, {"problems": [str(error)]}))

        return answer

    def around(self, app: WsgiApp) -> WsgiApp:
        """Return an application of the product with the preview's script in each of its pages."""

        @Request.application
        def answer(request: Request) -> Response:
            if request.path.startswith(_OWN):
                return self._own(request)
            response = Response.from_app(app, request.environ)
            if response.mimetype == "text/html":
                response.direct_passthrough = False
                response.set_data(with_data(response.get_data(as_text=True), {}))
                if policy := response.headers.get("Content-Security-Policy"):
                    response.headers["Content-Security-Policy"] = _allowing_own(policy)
            return response

        return answer

    def _own(self, request: Request) -> Response:
        name = request.path.removeprefix(_OWN)
        if name == "events":
            headers = {"Cache-Control": "no-store"}
            return Response(self.changes.events(), 200, headers, content_type="text/event-stream")
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


def _page(pages: LanguagePages, rest: str, request: Request) -> Response:
    if rest and not rest.endswith("/") and pages.find(f"{rest}/index.html"):
        return redirect(f"{request.path}/", 301)
    address = f"{rest}index.html" if rest.endswith("/") or not rest else rest
    file = pages.find(address)
    if file is None:
        return Response("not found\n", 404)
    if file.page is not None:
        return _html(pages.render(file))
    kind = mimetypes.guess_type(file.dest_uri)[0] or "application/octet-stream"
    return Response(file.content_bytes, content_type=kind)


def _html(text: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(text, headers=headers, content_type="text/html; charset=utf-8")


def _allowing_own(policy: str) -> str:
    """Let a page load the preview's script, and ask for what it shows, from its own origin."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";") if rule.strip())
    for name in ("script-src", "connect-src"):
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
    with Stack(settings.servers, first_port=first_port) as stack:
        os.environ[ADDRESSES_VARIABLE] = json.dumps(stack.public)
        stack.start_product()
        for name, server in stack.servers.items():
            if name != HELP:
                server.app = preview.around(server.app)
        help_server = stack.servers[HELP]
        help_server.app = preview.help()
        help_server.start()
        try:
            with Watch(_watched(settings), preview.changed):
                yield stack
        finally:
            preview.changes.close()
            del os.environ[ADDRESSES_VARIABLE]
