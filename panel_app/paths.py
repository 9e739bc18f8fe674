"""Where things are: the program's own read-only folders and the user's home folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "Panel Desk"


def program_dir() -> Path:
    """The folder that holds `resources/` and `data/`: the checkout, or the unpacked installer."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Read-only: theme, icons, statutory calendar."""
    return program_dir() / "resources"


def data_dir() -> Path:
    """Read-only: the sources of the sample library; never the user's data."""
    return program_dir() / "data"


def default_home() -> Path:
    """The user's own folder, as the operating system names it."""
    import platformdirs

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


@dataclass(frozen=True)
class Home:
    """The folder where one person's two databases live, and the copies of the notebook."""

    folder: Path

    @property
    def library(self) -> Path:
        return self.folder / "library.db"

    @property
    def notebook(self) -> Path:
        return self.folder / "notebook.db"

    @property
    def feed(self) -> Path:
        """What is trusted of the panel's feed, and its last lists."""
        return self.folder / "feed"

    @property
    def publishing(self) -> Path:
        """The officer's keys, encrypted."""
        return self.folder / "publishing"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"
