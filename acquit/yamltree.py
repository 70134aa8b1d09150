"""YAML as nodes, so that each mistake can be told with its line and column."""

import contextlib
from collections.abc import Iterable, Iterator

import yaml

from acquit.problems import Location, Problem


class YamlFile:
    """`key: value` pairs; `root` is None where there are none, or where they are broken.

    Lines count from the text's first: put empty ones before a text that starts further down.
    `what` it is, messages say. What is wrong with it stands in `problems`.
    """

    def __init__(self, path: str, text: str, what: str):
        self.path = path
        self.problems: list[Problem] = []
        self.root: yaml.MappingNode | None = None
        wrong = f"broken {what}: "
        try:
            root = _composed(text)
        except RecursionError:
            self.report(Location(path), f"{wrong}nested too deep", "write it flat")
            return
        except yaml.MarkedYAMLError as error:
            location = self._at(error.problem_mark) if error.problem_mark else Location(path)
            hint = "quote values that hold a colon, a brace or a #"
            if "\\t" in str(error.problem):
                hint = "indent by spaces: YAML takes no tabs"
            elif str(error.problem).startswith(("mapping values", "expected <block end>")):
                hint += "; keys of one mapping are indented alike"
            self.report(location, f"{wrong}{error.problem or error}", hint)
            return
        except yaml.YAMLError as error:  # a character that YAML has no place for
            location = Location.of(path, text, getattr(error, "position", 0))
            self.report(location, f"{wrong}{getattr(error, 'reason', error)}")
            return
        if _holds_itself(root):
            self.report(
                Location(path), f"{wrong}an alias stands within what it names", "write it out"
            )
        elif isinstance(root, yaml.MappingNode):
            self.root = root
        elif root is not None:
            self.report(root, f"{wrong}not a list of `key: value`")

    def location_of(self, node: yaml.Node) -> Location:
        """Return where a node begins."""
        return self._at(node.start_mark)

    def report(self, where: yaml.Node | Location, message: str, hint: str = "") -> None:
        """Note what is wrong at a node or a place."""
        location = where if isinstance(where, Location) else self.location_of(where)
        self.problems.append(Problem(location, message, hint))

    def _at(self, mark: yaml.Mark) -> Location:
        return Location(self.path, mark.line + 1, mark.column + 1)


def _holds_itself(node: yaml.Node | None, above: tuple[yaml.Node, ...] = ()) -> bool:
    """Whether a node stands within itself, by an alias."""
    if node is None or isinstance(node, yaml.ScalarNode):
        return False
    if any(node is each for each in above):
        return True
    pairs_or_items = node.value if isinstance(node, yaml.CollectionNode) else []
    inside = [
        each
        for found in pairs_or_items
        for each in (found if isinstance(found, tuple) else [found])
    ]
    return any(_holds_itself(each, (*above, node)) for each in inside)


def _composed(text: str) -> yaml.Node | None:
    """Parse, fast where PyYAML has its parser in C; what is wrong, the other one says better."""
    fast = getattr(yaml, "CSafeLoader", None)
    if fast:
        with contextlib.suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


def pairs(node: yaml.MappingNode | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield what stands under each key; a key that is no word is passed over."""
    for key, value in node.value if node else ():
        if isinstance(key, yaml.ScalarNode):
            yield key, value


def under(nodes: Iterable[yaml.Node | None], name: str) -> Iterator[yaml.Node]:
    """Yield what stands under a key of these mappings."""
    for node in nodes:
        if isinstance(node, yaml.MappingNode):
            yield from (value for key, value in pairs(node) if key.value == name)
