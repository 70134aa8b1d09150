"""What the product says of itself: the one module in which toolkit and product meet."""

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Protocol

from acquit.keys import KEYS
from acquit.kinds import KEY, KINDS, PAGE
from acquit.problems import MendableError, did_you_mean


class Control(Protocol):
    """A control of the product: its kind and its label in the source language."""

    @property
    def kind(self) -> str: ...  # noqa: D102

    @property
    def label(self) -> str: ...  # noqa: D102


#: Completes a foreign page: called with the Playwright frame that shows it and the page's `data`.
#: An attribute `values`, if it has one, lists what it can be given.
Driver = Callable[[Any, str], None]


@dataclass(frozen=True)
class Product:
    """Controls by name, sample accounts, roles, and drivers of foreign pages by control name.

    The keys of a keyboard are controls of every product. `screens` has the path of the screen that
    a control leads to, within an account.
    """

    controls: Mapping[str, Control]
    scenarios: Collection[str]
    roles: Collection[str]
    drivers: Mapping[str, Driver]
    #: While it is entered the product is the same from run to run: for pictures.
    still: Callable[[], AbstractContextManager[None]] = nullcontext
    screens: Mapping[str, str] = field(default_factory=dict)

    def kind_of(self, name: str) -> str:
        """A control's kind; nothing for a name that no control has."""
        control = self.controls.get(name)
        return control.kind if control else ""

    def values_of(self, page: str) -> Collection[str]:
        """What a foreign page's driver can be given; nothing where it doesn't say."""
        return tuple(getattr(self.drivers.get(page), "values", ()))


class ProductError(MendableError):
    """The product's module is missing or says something the toolkit can't use."""


def resolve(dotted: str) -> Any:
    """Return what `package.module:name` (or `package.module`) names.

    Raises ProductError when the module or the name doesn't exist.
    """
    module_name, _, attribute = dotted.partition(":")
    try:
        found = import_module(module_name)
        return getattr(found, attribute) if attribute else found
    except ImportError as error:
        raise ProductError(f"{dotted}: {error}; is the folder it lies in on the path?") from error
    except AttributeError as error:
        raise ProductError(f"{dotted}: {error}") from error


def load(dotted: str) -> Product:
    """Read a module's CONTROLS, SCENARIOS, ROLES and DRIVERS; `still`, SCREENS where it has them.

    Raises ProductError when one is missing, or a control has a kind that no reader can act on.
    """
    module = resolve(dotted)
    try:
        controls = {**KEYS, **module.CONTROLS}
        product = Product(
            controls,
            module.SCENARIOS,
            module.ROLES,
            module.DRIVERS,
            getattr(module, "still", nullcontext),
            getattr(module, "SCREENS", {}),
        )
    except AttributeError as error:
        raise ProductError(f"{dotted}: {error}; it must define all four") from error
    for name in [name for name in product.screens if name not in controls]:
        raise ProductError(f"{dotted}: SCREENS has {name}; {did_you_mean(name, controls)}")
    for name, control in module.CONTROLS.items():
        if name in KEYS:
            raise ProductError(f"{dotted}: {name} is a key of the keyboard; name it otherwise")
        if control.kind not in KINDS - {KEY}:
            hint = did_you_mean(control.kind, KINDS - {KEY})
            raise ProductError(f"{dotted}: {name} has the unknown kind {control.kind!r}; {hint}")
        if control.kind == PAGE and name not in product.drivers:
            raise ProductError(
                f"{dotted}: no driver completes the page {name!r}; add one to DRIVERS"
            )
    return product
