"""What readers wouldn't find: links to files that the site leaves out, pages outside its menus."""

import logging

from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation

_SAID = "which is excluded from the built site"


class ExcludedIsBroken(logging.Filter):
    """Makes a warning of what MkDocs only notes, a link to what `exclude_docs` leaves out: strict
    builds refuse warnings."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every message through."""
        if record.levelno == logging.INFO and _SAID in str(record.msg):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.msg = f"{record.msg} Put it elsewhere, or change exclude_docs in mkdocs.yml."
        return True


def warn_of_excluded() -> None:
    """Do so for the builds of this process."""
    log = logging.getLogger("mkdocs.structure.pages")
    if not any(isinstance(known, ExcludedIsBroken) for known in log.filters):
        log.addFilter(ExcludedIsBroken())


def outside_menus(nav: Navigation, files: Files) -> list[str]:
    """Return the pages of a site to which no menu leads."""
    there = {page.file.src_uri for page in nav.pages}
    pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
    return [file.src_uri for file in pages if file.src_uri not in there]
