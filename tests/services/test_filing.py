"""Where a paper is filed: supplements under their item, a paper published again as a revision."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.domain.papers import PaperKind
from panel_app.services.desk import Desk
from panel_app.services.filing import without_version

MakePdf = Callable[..., Path]
SUBJECT = "North Shire Police and Crime Panel, 05/06/2026 10:30"


def _pack(make_pdf: MakePdf, name: str = "pack.pdf", report: str = "Burglary fell by 4%.") -> Path:
    return make_pdf(
        name,
        [
            ["AGENDA", "1 Apologies", "3 Annual report (Pages 1 - 2)", "4 Work programme (Pages 3 - 3)"],
            ["Annual report", report],
            ["More of it"],
            ["Work programme"],
        ],
        title=f"(Public Pack)Agenda Document for {SUBJECT}",
        subject=SUBJECT,
        bookmarks={"Agenda": 0, "3 Annual report": 1, "4 Work programme": 3},
        number_from=0,
    )


def _supplement(make_pdf: MakePdf) -> Path:
    return make_pdf(
        "late.pdf",
        [["Dear Member", "Please find a late paper."], ["The late figures"]],
        title=f"(Public Pack)Late figures Agenda Supplement for {SUBJECT}",
        subject=SUBJECT,
        bookmarks={"Agenda": 0, "3 Annual report": 1},
    )


@pytest.mark.parametrize("supplement_first", [False, True])
def test_a_supplement_stands_under_its_item_whichever_comes_first(
    desk: Desk, make_pdf: MakePdf, supplement_first: bool
) -> None:
    files = [_pack(make_pdf), _supplement(make_pdf)]
    report = desk.importing.import_paths(files[::-1] if supplement_first else files)
    assert report.problems == ()
    late = next(p for p in report.imported if p.kind is PaperKind.SUPPLEMENT)
    assert late.title == "Late figures"
    assert late.meeting is not None
    items = desk.meetings.items(late.meeting)
    lines = [(i.level, i.number, i.subject, i.paper == late.id) for i in items]
    at = lines.index((2, "3", "Supplement: Annual report", True))
    assert lines[at - 1][:2] == (1, "3")
    assert [line[1] for line in lines if line[0] == 1 and line[1] in "34"] == ["3", "4"]
    assert (items[at].first_page, items[at].last_page) == (1, 1)


def test_a_pack_published_again_is_a_revision_and_keeps_its_supplements(
    desk: Desk, make_pdf: MakePdf
) -> None:
    desk.importing.import_paths([_pack(make_pdf), _supplement(make_pdf)])
    again = desk.importing.import_paths([_pack(make_pdf, "pack v2.pdf", "Burglary fell by 5%.")])
    (pack,) = again.imported
    assert (pack.kind, pack.revision) == (PaperKind.AGENDA_PACK, 2)
    assert sum(p.kind is PaperKind.AGENDA_PACK for p in desk.papers.all()) == 1
    assert pack.meeting is not None
    assert any(i.kind is PaperKind.SUPPLEMENT for i in desk.meetings.items(pack.meeting))


def test_a_report_published_again_under_another_name_is_a_revision(desk: Desk, tmp_path: Path) -> None:
    text = (
        "Crime summary\n\nOn 5 June 2026 the force said that burglary fell by {}%.\n\n" + "More words. " * 40
    )
    (tmp_path / "Crime summary.txt").write_text(text.format(4), "utf-8")
    (tmp_path / "Crime summary v2 (revised).txt").write_text(text.format(5), "utf-8")
    (tmp_path / "Crime summary 2.txt").write_text("Crime summary\n\nAnother text altogether.", "utf-8")
    for name in ("Crime summary.txt", "Crime summary v2 (revised).txt", "Crime summary 2.txt"):
        assert desk.importing.import_paths([tmp_path / name]).problems == ()
    assert sorted(p.revision for p in desk.papers.all()) == [1, 2]


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Annual report v2", "Annual report"),
        ("Annual report (1)", "Annual report"),
        ("REVISED Annual report", "Annual report"),
        ("Annual report 2026", "Annual report 2026"),
        ("Final", "Final"),
    ],
)
def test_words_of_version_do_not_make_another_paper(title: str, plain: str) -> None:
    assert without_version(title) == plain
