"""A project running on this machine: ports bound, pages built for them, everything served."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from acquit.site.build import Say, build
from acquit.site.serving import Stack
from acquit.site.settings import Settings


@contextmanager
def running(
    settings: Settings,
    *,
    first_port: int = 0,
    hosts: Mapping[str, str] | None = None,
    locales: Sequence[str] = (),
    say: Say = lambda _: None,
) -> Iterator[Stack]:
    """Yield the running servers. With `first_port` 0 the ports are free ones."""
    with (
        tempfile.TemporaryDirectory(prefix="acquit-site-") as folder,
        Stack(settings.servers, first_port=first_port, hosts=hosts) as stack,
    ):
        build(settings, Path(folder), locales=locales, addresses=stack.public, say=say)
        stack.start_product()
        stack.start_help(Path(folder))
        yield stack
