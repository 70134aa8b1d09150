"""Catalogues of pseudo-languages: made of the messages themselves, never translated."""

from collections.abc import Callable, Mapping

import polib

from acquit.catalogue.locales import ACCENTED, MIRRORED
from acquit.catalogue.merging import new_catalogue
from acquit.catalogue.plurals import usual_header
from acquit.text.pseudo import accented, mirrored

MADE_BY: Mapping[str, Callable[[str], str]] = {ACCENTED: accented, MIRRORED: mirrored}


def pseudo_catalogue(pot: polib.POFile, locale: str) -> polib.POFile:
    """Return a catalogue in which each message of a template is translated."""
    made = new_catalogue(locale, "Made anew each time; nobody translates it.")
    made.metadata["Plural-Forms"] = usual_header(locale)
    pseudo = MADE_BY[locale]
    for each in pot:
        entry = polib.POEntry(msgid=each.msgid, msgctxt=each.msgctxt)
        if each.msgid_plural:
            entry.msgid_plural = each.msgid_plural
            entry.msgstr_plural = {0: pseudo(each.msgid), 1: pseudo(each.msgid_plural)}
        else:
            entry.msgstr = pseudo(each.msgid)
        made.append(entry)
    return made
