"""`make bench`: ratios of what is measured side by side in one run."""

import argparse
import sys

from tests.benchmarks import builds, gateway, payments, walks, writers

PARTS = {
    "payments": payments.run,
    "gateway": gateway.run,
    "writers": writers.run,
    "builds": builds.run,
    "walks": walks.run,
}


def parts(arguments: list[str]) -> list[str]:
    """The parts that are asked for; all of them where none is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", type=_part, metavar="|".join(PARTS))
    return parser.parse_args(arguments).parts or [*PARTS]


def _part(name: str) -> str:
    # `choices` would hold the empty list against them too, and refuse it.
    if name not in PARTS:
        raise argparse.ArgumentTypeError(f"{name} is no part: {', '.join(PARTS)}")
    return name


def main() -> int:
    for part in parts(sys.argv[1:]):
        PARTS[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
