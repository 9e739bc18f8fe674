"""What papers of each kind are found to be, on papers made here and on real ones where they are at hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from panel_app.domain.papers import PaperKind
from panel_app.importers.readers.reader import Sink
from panel_app.importers.reading import ReadPaper, read_paper
from tests.conftest import SHARED

MakePdf = Callable[..., Path]


def _read(path: Path) -> ReadPaper:
    return read_paper(path.read_bytes(), path.name, Sink(lambda page, count: None, lambda pdf: None))


def _pack(make_pdf: MakePdf, **options: object) -> ReadPaper:
    front = [
        "AGENDA",
        "",
        "NORTH SHIRE POLICE AND CRIME PANEL",
        "",
        "Friday, 5 June 2026 at 10.30 am",
        "Council Chamber, Shire Hall",
        "",
        "1. Apologies",
        "2. Declarations of Interest",
        "3. Minutes of 6 March 2026 (Pages 1 - 2)",
        "4. Annual report of the Commissioner (Pages 3 - 4)",
    ]
    pages = [front, ["# Minutes"], ["More"], ["# Annual report"], ["Last"]]
    return _read(make_pdf("pack.pdf", pages, number_from=0, **options))


def test_a_pack_without_bookmarks_is_read_from_its_front_page(make_pdf: MakePdf) -> None:
    found = _pack(make_pdf).recognition
    assert found.kind is PaperKind.AGENDA_PACK
    assert found.committee == "North Shire Police and Crime Panel"
    assert (found.date, found.time) == (date(2026, 6, 5), "10.30 am")
    assert found.venue == "Council Chamber, Shire Hall"
    assert [(i.number, i.subject, i.first_page, i.last_page) for i in found.items] == [
        ("1", "Apologies", None, None),
        ("2", "Declarations of Interest", None, None),
        ("3", "Minutes of 6 March 2026", 1, 2),
        ("4", "Annual report of the Commissioner", 3, 4),
    ]


def test_committee_software_s_title_and_bookmarks_come_first(make_pdf: MakePdf) -> None:
    read = _pack(
        make_pdf,
        title="(Public Pack)Agenda Document for North Shire Police and Crime Panel, 05/06/2026 10:30",
        subject="North Shire Police and Crime Panel, 05/06/2026 10:30",
        bookmarks={"Agenda": 0, "3 Minutes of 6 March 2026": 1, "4 Annual report of the Commissioner": 4},
    )
    found = read.recognition
    assert found.committee == "North Shire Police and Crime Panel"
    assert found.confidence > 0.9
    assert [(i.number, i.first_page, i.last_page) for i in found.items][2:] == [("3", 1, 3), ("4", 4, 4)]
    assert [page.label for page in read.structure.pages] == ["front 1", "1", "2", "3", "4"]


def test_a_supplement_belongs_to_its_meeting(make_pdf: MakePdf) -> None:
    path = make_pdf(
        "Late report.pdf",
        [["Dear Member", "Please find the report for item 3."]],
        title="(Public Pack)Late report Agenda Supplement for Cabinet, 13/03/2025 15:00",
        subject="Cabinet, 13/03/2025 15:00",
    )
    found = _read(path).recognition
    assert (found.kind, found.committee, found.date) == (PaperKind.SUPPLEMENT, "Cabinet", date(2025, 3, 13))
    assert found.title == "Late report"
    assert [(i.number, i.first_page, i.last_page) for i in found.items] == [("3", 0, 0)]
    assert found.joins_item == "3"


def test_a_paper_that_says_nothing_is_named_after_its_file(make_pdf: MakePdf) -> None:
    found = _read(make_pdf("Letter_from_the_force.pdf", [["Some words."]])).recognition
    assert (found.kind, found.title) == (PaperKind.OTHER, "Letter from the force")


SEEDS = SHARED / "seeds"
PAPERS = SHARED / "papers"


@pytest.mark.skipif(not SEEDS.exists(), reason="the published papers are not here")
def test_the_published_agenda_pack() -> None:
    found = _read(next(SEEDS.glob("002_*.txt"))).recognition
    assert found.kind is PaperKind.AGENDA_PACK
    assert (found.committee, found.date) == ("West Mercia Police and Crime Panel", date(2020, 11, 27))
    main = [item for item in found.items if item.level == 1]
    assert [item.number for item in main] == [str(n) for n in range(1, 9)]
    placed = [item for item in main if item.first_page is not None]
    assert [item.number for item in placed] == ["5", "6", "7", "8"]
    assert all(a.last_page <= b.first_page for a, b in itertools.pairwise(placed))
    assert len(found.members) == 16
    assert found.members[0].role == "Chairman, Substantive Member"
    assert found.members[0].council == "Worcestershire County Council"


@pytest.mark.skipif(not SEEDS.exists(), reason="the published papers are not here")
@pytest.mark.parametrize(
    ("seed", "kind"),
    [
        ("000_", PaperKind.STATEMENT),
        ("001_", PaperKind.HOLDING_TO_ACCOUNT),
        ("003_", PaperKind.STATEMENT),
    ],
)
def test_the_other_published_papers(seed: str, kind: PaperKind) -> None:
    assert _read(next(SEEDS.glob(f"{seed}*.txt"))).recognition.kind is kind


@pytest.mark.skipif(not PAPERS.exists(), reason="the published papers are not here")
def test_a_real_supplement_has_its_printed_pages() -> None:
    read = _read(next((PAPERS / "kcc-council-2025-01-09").glob("Item 3*.pdf")))
    assert (read.recognition.committee, read.recognition.date) == ("County Council", date(2025, 1, 9))
    labels = [page.label for page in read.structure.pages]
    assert labels[:4] == ["front 1", "front 2", "1", "2"]
    assert labels[-1] == "18"


@pytest.mark.skipif(not PAPERS.exists(), reason="the published papers are not here")
def test_real_minutes() -> None:
    read = _read(next((PAPERS / "kcc-council-2025-03-13").glob("Printed minutes*.pdf")))
    assert (read.recognition.kind, read.recognition.date) == (PaperKind.MINUTES, date(2025, 3, 13))
    numbers = {passage.number for passage in read.structure.passages}
    assert {"292.", "293.", "298."} <= numbers
