"""The environment of templates: what is compiled is kept, and ours can use those they replace."""

from contextlib import suppress
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    __version__,
)

from acquit.site.content_cache import hash_of

#: Under this name a template of ours finds the one that it stands before.
_BELOW = "below-acquit"
#: What a template is compiled by, beside its text.
_SETTINGS = (
    "autoescape",
    "trim_blocks",
    "lstrip_blocks",
    "keep_trailing_newline",
    "block_start_string",
    "variable_start_string",
    "comment_start_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "optimized",
    "is_async",
)


def prepare(env: Environment, own: Path, compiled: Path) -> None:
    """Let templates of the folder `own` name those that they stand before, and keep what is
    compiled in another, where files can be written: the theme's take half a second."""
    loader = env.loader
    if isinstance(loader, FileSystemLoader):
        below = FileSystemLoader([folder for folder in loader.searchpath if folder != str(own)])
        env.loader = ChoiceLoader([loader, PrefixLoader({_BELOW: below})])
    settings = [repr(getattr(env, name)) for name in _SETTINGS]
    made_by = "\n".join([__version__, *settings, *sorted(env.extensions)])
    place = compiled / hash_of(made_by.encode("utf-8"))
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(place))
