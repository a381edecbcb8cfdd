"""`python -m schemesockets.conformance` is the command `schemesockets`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="schemesockets")
