"""YAML as nodes, so that each mistake can be told with its line and column."""

from collections.abc import Iterator

import yaml

from acquit.problems import Problem


def compose(path: str, text: str, what: str, problems: list[Problem]) -> yaml.MappingNode | None:
    """Read `key: value` pairs; None where there are none, or where they are broken.

    Lines count from the text's first: put empty ones before a text that starts further down.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        problems.append(Problem(path, 1, 1, f"broken {what}: nested too deep", "write it flat"))
        return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "quote values that hold a colon, a brace or a #"
        problems.append(Problem(path, *place, f"broken {what}: {error.problem or error}", hint))
        return None
    except yaml.YAMLError as error:  # a character that YAML has no place for
        before = text[: getattr(error, "position", 0)]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.append(Problem(path, *place, f"broken {what}: {getattr(error, 'reason', error)}"))
        return None
    if root is None or isinstance(root, yaml.MappingNode):
        return root
    message = f"broken {what}: not a list of `key: value`"
    problems.append(Problem(path, *place_of(root), message))
    return None


def place_of(node: yaml.Node) -> tuple[int, int]:
    """Return a node's line and column."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def pairs(node: yaml.MappingNode | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield what stands under each key; a key that is no word is passed over."""
    for key, value in node.value if node else ():
        if isinstance(key, yaml.ScalarNode):
            yield key, value
