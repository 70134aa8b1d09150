"""`python -m acquit`."""

from acquit.cli import main

main(prog_name="acquit")
