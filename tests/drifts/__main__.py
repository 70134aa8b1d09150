"""`python -m tests.drifts --count 500 --seed 1` plants drifts and prints what the walk misses."""

import argparse
import os
import sys

from playwright.sync_api import sync_playwright

from acquit.walk.browser import launch_options
from tests.drifts.booth import Booth, cases, miss


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.drifts")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)
    wrong = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright))
        booth = Booth(browser)
        for case in cases(asked.seed, asked.count):
            said = miss(case, booth.walk(case))
            if said:
                wrong += 1
                print(said, flush=True)
        booth.close()
        browser.close()
    print(f"{asked.count} drifts, seed {asked.seed}: {wrong} misses")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
