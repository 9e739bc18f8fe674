"""An invented paper in two versions, with marks on it, for the pictures of a replaced paper."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from panel_app.domain.ids import PaperId
from panel_app.domain.marks import MarkColour, MarkKind, text_anchor
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages
from panel_app.ui.follow.place_names import MARKS, changes_place
from panel_app.ui.main_window import MainWindow

_HEAD = (
    '+++\nkind = "agenda pack"\ncommittee = "North Shire Police and Crime Panel"\ndate = 2020-11-27\n'
    'time = "11.00 am"\n+++\n\n# Performance report, quarter 2\n\n'
)
_CALLS = (
    "In September 84% of 999 calls were answered within ten seconds, up from 81% in August. "
    "The aim is 90% in every month."
)
_CARE = (
    "The pandemic affects nearly every figure. Comparisons with the same quarter last year need great care, "
    "and projections may mislead."
)
_ROADS = "Volunteers watch the roads near forty schools and write to drivers who go too fast past them."
_OFFICE = "The commissioner thanked the officers and promised a report on the new office before the summer."
_SHOPS = "Town centres are patrolled on foot on three evenings a week, and shops were asked what helped."
_OTHERS = tuple(
    f"In the {where} of the county the panel heard what was done, and asked for the costs of it."
    for where in ("north", "south", "east", "west")
)
_FIRST = (_CALLS, _CARE, _OTHERS[0], _OTHERS[1], _ROADS, _OFFICE, _SHOPS, _OTHERS[2], _OTHERS[3])
_SECOND = (
    _CALLS.replace("84%", "83%"),
    _CARE,
    _OTHERS[0],
    "A second van with cameras was bought in July and is shared between the districts.",
    _OTHERS[1],
    _OFFICE.replace("thanked the officers and", "thanked all its officers warmly and"),
    _OTHERS[2],
    _OTHERS[3].replace("costs", "full costs"),
    _SHOPS,
)
_MARKS = (
    ("In September 84%", 15, MarkColour.BLUE, "", ()),
    (
        "Comparisons with",
        13,
        MarkColour.YELLOW,
        "Bear this in mind if a fall is claimed as a success.",
        ("care",),
    ),
    ("Volunteers watch", 10, MarkColour.GREEN, "Who pays for the signs?", ("roads", "costs")),
    ("The commissioner thanked", 12, MarkColour.PINK, "Ask when exactly.", ()),
    ("Town centres are", 9, MarkColour.YELLOW, "", ("shops",)),
)
"""How the marked words begin, how many there are, colour, note and tags."""


def add_replaced_paper(desk: Desk) -> PaperId:
    """Put the paper into an empty desk, mark its first version, replace it, and place the marks."""
    with tempfile.TemporaryDirectory(prefix="panel-desk-pictures-") as folder:
        file = Path(folder) / "performance-report.md"
        paper = _publish(desk, file, _FIRST)
        desk.news.mark_seen([paper])
        for begins, length, colour, note, tags in _MARKS:
            _mark(desk, paper, begins, length, colour, note, tags)
        _publish(desk, file, _SECOND)
    desk.placing.place_again(paper)
    return paper


def _publish(desk: Desk, file: Path, paragraphs: tuple[str, ...]) -> PaperId:
    file.write_text(_HEAD + "\n\n".join(paragraphs), "utf-8")
    return desk.importing.import_paths([file]).imported[0].id


def _mark(
    desk: Desk,
    paper: PaperId,
    begins: str,
    length: int,
    colour: MarkColour,
    note: str,
    tags: tuple[str, ...],
) -> None:
    with closing(PdfPages(desk.papers.pdf(paper))) as pages:
        for page in range(desk.papers.get(paper).page_count):
            layout = pages.layout(page)
            start = layout.text.find(begins)
            if start < 0:
                continue
            rest = layout.text[start:]
            end = start
            for word in rest.split()[:length]:
                end = layout.text.index(word, end) + len(word)
            (boxes,) = pages.line_boxes(page, [(start, end)])
            anchor = text_anchor(page, layout.text, start, end, boxes)
            desk.marks.add(paper, MarkKind.HIGHLIGHT, anchor, colour=colour, note=note, tags=tags)
            return


def _next_meeting(window: MainWindow) -> None:
    window.show_place("next")


def _asked(window: MainWindow) -> None:
    window.workspace.open_mark(window.workspace.desk.placing.to_confirm()[0].mark.id)


def _shelf(window: MainWindow) -> None:
    window.workspace.open_mark(window.workspace.desk.placing.shelf()[0].id)


def _changes(window: MainWindow) -> None:
    window.show_place("papers", changes_place(window.workspace.desk.papers.all()[0].id))


def _marks(window: MainWindow) -> None:
    window.show_place("papers", MARKS)


REPLACED: dict[str, Callable[[MainWindow], None]] = {
    "next-meeting-replaced": _next_meeting,
    "reader-replaced": _asked,
    "reader-shelf": _shelf,
    "what-changed": _changes,
    "my-marks": _marks,
}
"""The screens that tell of a replaced paper, by the names of their pictures."""
