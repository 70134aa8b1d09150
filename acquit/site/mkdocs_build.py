"""MkDocs' own command `build`, for one language in a process of its own."""

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import active_count
from typing import Any

from acquit.procedure.extension import LOCALE_VARIABLE

#: What each thread of a process has there, on Linux.
_THREADS = Path("/proc/self/task")


@dataclass(frozen=True)
class Command:
    """A command `mkdocs build`, but for the language: its options, environment, and folder."""

    options: Sequence[str]
    environment: Mapping[str, str]
    folder: Path

    def start(self, locale: str, site: Path, log: Path) -> BaseProcess:
        """Start the build of a language into `site`, and return its process.

        What it says goes into the file `log`.
        """
        arguments = (locale, str(site), str(log))
        process: BaseProcess = _context().Process(target=self._run, args=arguments)
        process.start()
        return process

    def _run(self, locale: str, site: str, log: str) -> None:
        """Run it as a program of its own would be: with its environment, in its folder."""
        os.environ.clear()
        os.environ.update(self.environment, **{LOCALE_VARIABLE: locale})
        os.chdir(self.folder)
        sys.path.insert(0, str(self.folder))
        _redirect(log)
        # All pages live until the end: to look through them again and again costs a tenth.
        gc.disable()
        from mkdocs.__main__ import cli  # which only this process needs

        cli(["build", "--site-dir", site, *self.options], prog_name="mkdocs")


def _context() -> Any:
    """How a process begins: as a fork, which has its imports already, a third of a second.

    Beside other threads it could wait for one that it doesn't have: there it is forked from a
    process that imports the same, and does nothing else.
    """
    if _is_alone():
        return get_context("fork")
    if "forkserver" not in get_all_start_methods():  # Windows
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["acquit.site.plugin", "mkdocs.__main__"])
    return context


def _is_alone() -> bool:
    """Whether this process has one thread, and can be sure of it."""
    return _THREADS.is_dir() and active_count() == 1 and len(os.listdir(_THREADS)) == 1


def _redirect(log: str) -> None:
    """Write what this process says into a file, until it ends."""
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(file, 1)
    os.dup2(file, 2)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
