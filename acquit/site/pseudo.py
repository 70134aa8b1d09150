"""Pseudo-languages of a project: catalogues made of its own messages, in a folder beside."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import polib

from acquit.catalogue.locales import ACCENTED, MIRRORED, PSEUDO
from acquit.catalogue.merging import new_catalogue, write
from acquit.catalogue.plurals import usual_header
from acquit.catalogue.reading import open_po, po_path
from acquit.product import load
from acquit.site.languages import PSEUDO_NAMES, PSEUDO_VARIABLE
from acquit.site.messages import docs_template, read_pages
from acquit.site.settings import Settings
from acquit.text.pseudo import accented, mirrored

_MADE_BY: Mapping[str, Callable[[str], str]] = {ACCENTED: accented, MIRRORED: mirrored}


def with_pseudo(settings: Settings, folder: Path) -> Settings:
    """Write the pseudo-languages' catalogues into `folder`; return settings that offer them.

    What this process starts afterwards offers them, too. Raises Problems.
    """
    options = settings.options
    product = load(options.product)
    product_pot = settings.root / options.product_catalogue.folder
    product_pot /= f"{options.product_catalogue.domain}.pot"
    pots = {
        options.catalogue.domain: docs_template(settings, product, read_pages(settings, product))
    }
    if product_pot.is_file():
        pots[options.product_catalogue.domain] = open_po(product_pot)
    for domain, pot in pots.items():
        for locale in PSEUDO:
            write(pseudo_catalogue(pot, locale), po_path(folder, locale, domain))
    os.environ[PSEUDO_VARIABLE] = str(folder)
    return replace(settings, pseudo=PSEUDO_NAMES)


def pseudo_catalogue(pot: polib.POFile, locale: str) -> polib.POFile:
    """Return a catalogue in which each message of a template is translated."""
    made = new_catalogue(locale, "Made anew each time; nobody translates it.")
    made.metadata["Plural-Forms"] = usual_header(locale)
    pseudo = _MADE_BY[locale]
    for each in pot:
        entry = polib.POEntry(msgid=each.msgid, msgctxt=each.msgctxt)
        if each.msgid_plural:
            entry.msgid_plural = each.msgid_plural
            entry.msgstr_plural = {0: pseudo(each.msgid), 1: pseudo(each.msgid_plural)}
        else:
            entry.msgstr = pseudo(each.msgid)
        made.append(entry)
    return made
