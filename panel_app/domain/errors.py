"""The two families of errors: what a user can meet, and our own bugs (everything else)."""

from __future__ import annotations


class UserFacingError(Exception):
    """Something known to happen, said in one plain sentence that ends with the next step."""


class PaperRefusedError(UserFacingError):
    """A file cannot become a paper; the library is as it was before."""


class NothingFoundError(UserFacingError):
    """What was asked for (a paper, a meeting, a measure) is not here."""


class DatabaseRefusedError(UserFacingError):
    """A database cannot be opened safely: newer than the program, damaged, or in use."""


class BundleRefusedError(UserFacingError):
    """Published papers cannot be taken in: forged, damaged or too old. The library is as it was before."""


class CancelledError(UserFacingError):
    """The person pressed Cancel; nothing was kept of the job."""

    def __init__(self, sentence: str = "Stopped, and nothing was changed.") -> None:
        super().__init__(sentence)
