"""Pseudo-languages of a project: the pages' are made as they are built, the product's here."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from acquit.catalogue.locales import PSEUDO
from acquit.catalogue.merging import write
from acquit.catalogue.pseudo import pseudo_catalogue
from acquit.catalogue.reading import open_po, po_path
from acquit.site.languages import PSEUDO_NAMES, PSEUDO_VARIABLE
from acquit.site.settings import Settings, SettingsError, from_here


@contextmanager
def with_pseudo(settings: Settings) -> Iterator[Settings]:
    """Yield settings that offer the pseudo-languages; what is started meanwhile offers them, too.

    Raises SettingsError where the product has no template, and Problems where it can't be read.
    """
    path = _template(settings)
    if not path.is_file():
        raise SettingsError(f"{path}: no such file; pseudo-languages are made of what it holds")
    with tempfile.TemporaryDirectory(prefix="acquit-pseudo-") as folder:
        os.environ[PSEUDO_VARIABLE] = folder
        try:
            write_pseudo(settings)
            yield replace(settings, pseudo=PSEUDO_NAMES)
        finally:
            del os.environ[PSEUDO_VARIABLE]


def write_pseudo(settings: Settings) -> None:
    """Make the product's pseudo-catalogues of its template, in the folder that is offered.

    Raises Problems.
    """
    pot = open_po(_template(settings))
    folder, domain = Path(os.environ[PSEUDO_VARIABLE]), settings.options.product_catalogue.domain
    for locale in PSEUDO:
        write(pseudo_catalogue(pot, locale), po_path(folder, locale, domain))


def can_be_pseudo(settings: Settings) -> bool:
    """Whether the product has a template, of which its pseudo-catalogues are made."""
    return _template(settings).is_file()


def _template(settings: Settings) -> Path:
    product = settings.options.product_catalogue
    return from_here(settings.root, product.folder) / f"{product.domain}.pot"
