"""Where the program begins: the reading child, a command, or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with the given arguments (those of the process by default); the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "--read-paper":
        from panel_app import child

        return child.main(given[1:])
    from panel_app import cli

    return cli.main(given)
