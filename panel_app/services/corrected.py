"""What a person corrected, laid over what is recognised when a paper comes again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from panel_app.domain.corrections import applied, rekeyed
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Recognition
from panel_app.domain.review import as_recognition, as_review
from panel_app.storage.corrections import CorrectionRepository


def lay_over(
    repository: CorrectionRepository, paper: PaperId, found: Recognition, labels: Sequence[str], at: datetime
) -> Recognition:
    """A recognition with what a person corrected in an earlier version of the paper; inside `writing()`.

    The recognition is kept as it came, the corrections under the keys of this version.
    """
    repository.put_recognition(paper, found)
    corrections, put_by = repository.corrections(paper), repository.draft(paper)
    if not corrections and put_by is None:
        return found
    recognised = as_review(found, labels)
    if put_by is not None:
        repository.put_draft(paper, rekeyed(put_by, recognised), at)
    if not corrections:
        return found
    corrections = rekeyed(corrections, recognised)
    repository.put(paper, corrections, at)
    return as_recognition(applied(recognised, corrections), found, labels)
