"""A paper that belongs to a meeting: a supplement to its pack, or a single report."""

from __future__ import annotations

from panel_app.domain.papers import PaperKind, Recognition, StructuredPaper
from panel_app.importers.dates import find_date, find_time
from panel_app.importers.names import title_from_file
from panel_app.importers.recognisers.agenda import MEETING_SUBJECT


def recognise_supplement(paper: StructuredPaper, file_name: str) -> Recognition | None:
    """A paper that committee software marked with its meeting: a supplement, or a single report."""
    subject = MEETING_SUBJECT.match(paper.subject)
    if subject is None:
        return None
    return Recognition(
        kind=PaperKind.REPORT,
        title=title_from_file(file_name),
        date=find_date(subject.group(2)),
        committee=subject.group(1),
        time=find_time(subject.group(3)),
        confidence=0.7,
    )
