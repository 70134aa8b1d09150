"""MkDocs' own command `build`, for one language in a process of its own."""

import gc
import sys

from mkdocs.__main__ import cli

if __name__ == "__main__":
    # All pages live until the end: to look through them again and again costs a tenth of a build.
    gc.disable()
    cli(["build", *sys.argv[1:]], prog_name="mkdocs")
