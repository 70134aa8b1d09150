"""Changes of a project's files, and the browsers that wait for them."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from acquit.problems import MendableError

log = logging.getLogger(__name__)

#: What editors write beside a file; vim tries a name without any.
_TEMPORARY = {"", ".swp", ".swx", ".tmp", ".bak", ".new", ".part"}
_OURS = {"modified", "created", "moved", "deleted"}
#: How often a browser that waits is written to, in seconds: else nobody notices that it is gone.
_PULSE = 10.0


class WatchError(MendableError):
    """The machine doesn't let us watch so many folders."""


class Changes:
    """Counts changes, and lets others wait for the next."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._count = 0
        self._is_over = False

    def tell(self) -> None:
        """Say that something has changed."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._condition:
            self._is_over = True
            self._condition.notify_all()

    @property
    def count(self) -> int:
        """How many there were."""
        return self._count

    def events(self, known: int) -> Iterator[bytes]:
        """Yield a server-sent event for each change after the first `known`, until all is over."""
        yield b": waiting\n\n"
        while not self._is_over:
            with self._condition:
                if self._count == known:
                    self._condition.wait(_PULSE)
            is_news, known = self._count > known, self._count
            yield b"id: %d\ndata: changed\n\n" % known if is_news else b": still waiting\n\n"


class _Handler(FileSystemEventHandler):
    def __init__(self, changed: Callable[[Path], None]):
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on what a writer did; that somebody has read a file is no change."""
        if event.is_directory or event.event_type not in _OURS:
            return
        for name in filter(None, (event.src_path, event.dest_path)):
            path = Path(str(name))
            if path.suffix in _TEMPORARY or path.name.startswith(".") or path.name.endswith("~"):
                continue
            try:
                self._changed(path)
            except Exception:  # the next change has to be heard of
                log.exception("%s has changed", path)


class Watch:
    """Calls `changed(path)` for each file below some folders that changes."""

    def __init__(self, folders: Iterator[tuple[Path, bool]], changed: Callable[[Path], None]):
        self._observer = Observer()
        for folder, is_recursive in folders:
            self._observer.schedule(_Handler(changed), str(folder), recursive=is_recursive)

    def __enter__(self) -> "Watch":
        try:
            self._observer.start()
        except OSError as error:
            hint = "raise the system's limit, on Linux fs.inotify.max_user_watches"
            raise WatchError(f"changes can't be watched: {error.strerror}; {hint}") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()
