"""`python -m acquit`."""

from acquit.cli import main

if __name__ == "__main__":  # and not where a build begins by importing it
    main(prog_name="acquit")
