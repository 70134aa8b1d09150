"""Who may do what: a role that doesn't allow it is refused before the view, on GET and on POST."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from widget.core.roles import Role
from widget.web.services import current

#: What a view returns: a page, and its status.
Answer = tuple[str, int]

_P = ParamSpec("_P")
_R = TypeVar("_R")
_S = TypeVar("_S")


def requires(
    is_allowed: Callable[[Role], bool], refused: Callable[[], _S]
) -> Callable[[Callable[_P, _R]], Callable[_P, _R | _S]]:
    """Return a decorator of views: whoever's role isn't allowed gets what `refused` shows."""

    def guarded(view: Callable[_P, _R]) -> Callable[_P, _R | _S]:
        @wraps(view)
        def answer(*args: _P.args, **kwargs: _P.kwargs) -> _R | _S:
            return view(*args, **kwargs) if is_allowed(current().role) else refused()

        return answer

    return guarded
