"""The theme's search finds what is written with accents though it is typed without them."""

from pathlib import Path

#: Where the theme keeps what its search knows of a language.
_FOLDER = Path("assets/javascripts/lunr/min")
#: The language's filter is the only function through which the theme sends what is indexed.
_FOLDING = """
(({ Pipeline, %(language)s: language }) => {
  const filter = language && language.stopWordFilter;
  if (!filter) return;
  language.stopWordFilter = (token) => {
    const kept = filter(token);
    const plain = kept && kept.toString().normalize("NFD").replace(/\\p{M}/gu, "");
    return !kept || plain === kept.toString() ? kept : [kept, kept.clone(() => plain)];
  };
  Pipeline.registerFunction(language.stopWordFilter, "stopWordFilter-folded");
})(lunr);
"""


def fold_accents(site: Path, language: str) -> None:
    """Let the search of a built site index each word without its accents, too.

    `language` is the theme's; one that its search knows nothing of (English) is left alone.
    """
    path = site / _FOLDER / f"lunr.{language}.min.js"
    folding = _FOLDING % {"language": language}
    if path.is_file() and folding not in (text := path.read_text(encoding="utf-8")):
        path.write_text(text + folding, encoding="utf-8")
