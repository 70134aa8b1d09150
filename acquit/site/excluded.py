"""Links to files that `exclude_docs` leaves out of the site: broken, though MkDocs only says so."""

import logging

_SAID = "which is excluded from the built site"


class ExcludedIsBroken(logging.Filter):
    """Makes a warning of what MkDocs says about such a link: a strict build refuses warnings."""

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
