"""Errors as Stripe words them: a status, and an `error` object with a type and a code."""

from typing import Any


class ApiError(Exception):
    """A request that is refused; nothing was done."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        **more: Any,
    ):
        super().__init__(message)
        self.status = status
        given = {"type": type, "code": code, "message": message, "param": param, **more}
        self.body = {"error": {name: value for name, value in given.items() if value is not None}}


def missing(kind: str, id: str) -> ApiError:
    """There is no such object."""
    message = f"No such {kind}: '{id}'"
    return ApiError(message, status=404, code="resource_missing", param="id")


def invalid(param: str, message: str) -> ApiError:
    """A parameter that is missing, unknown, or of no use."""
    return ApiError(message, code="parameter_invalid", param=param)
