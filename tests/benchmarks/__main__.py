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


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS], metavar="|".join(PARTS))
    for part in asked.parse_args().parts or PARTS:
        PARTS[part]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
