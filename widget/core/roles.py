"""Billing roles and what each may do."""

from enum import StrEnum


class Role(StrEnum):
    """The billing role of a person in an account."""

    OWNER = "owner"
    PROFILE_OWNER = "profile_owner"
    CONTRIBUTOR = "contributor"
    READER = "reader"

    @property
    def control(self) -> str:
        """The control that shows the role's name."""
        return f"role_{self.value}"

    @property
    def may_pay(self) -> bool:
        """Whether the role pays: invoices, or any amount."""
        return self is not Role.READER

    @property
    def may_change_methods(self) -> bool:
        """Whether the role adds, changes and removes payment methods."""
        return self in (Role.OWNER, Role.PROFILE_OWNER)
