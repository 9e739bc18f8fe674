"""The briefing pack as a member ticks, makes and saves it, over a library built by hand."""

from __future__ import annotations

import errno
import hashlib
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError, UserFacingError
from panel_app.domain.ids import ItemId, MeetingId, PaperId
from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import AgendaItem, Meeting, Page, Paper, PaperKind, StructuredPaper
from panel_app.domain.questions import QuestionStatus
from panel_app.paths import data_dir
from panel_app.services.briefing import PackOptions
from panel_app.services.desk import Desk
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository

DAY = date(2020, 11, 27)
MEETING = MeetingId("wmpcp/2020-11-27")
PACK = PaperId(f"{MEETING}/agenda-pack")
SECRET = PaperId(f"{MEETING}/exempt")
SEVEN = ItemId(f"{MEETING}/item-7")


def add_paper(desk: Desk, file: Path, paper: Paper) -> None:
    data = file.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    papers = PaperRepository(desk.library)
    pages = tuple(Page(n, 595, 842, str(n + 1), f"Page {n + 1}") for n in range(paper.page_count))
    with desk.library.writing():
        papers.add_file(sha256, file.name, "application/pdf", data)
        papers.add(
            paper,
            StructuredPaper(pages),
            original=sha256,
            pdf=sha256,
            confidence=1.0,
            imported_at=datetime(2020, 11, 20),
        )


@pytest.fixture
def ready(desk: Desk, make_pdf: Callable[..., Path]) -> Desk:
    """A desk with a meeting of three items, an exempt paper, two notes and two questions."""
    meetings = MeetingRepository(desk.library)
    with desk.library.writing():
        meetings.put(Meeting(MEETING, "West Mercia Police and Crime Panel", DAY, "11.00 am", "online"))
    pack = make_pdf("pack.pdf", [[f"Page {n + 1}"] for n in range(12)])
    add_paper(desk, pack, Paper(PACK, PaperKind.AGENDA_PACK, "Agenda pack", DAY, MEETING, 12, 1, 1))
    secret = make_pdf("secret.pdf", [["Not for the public"]])
    add_paper(desk, secret, Paper(SECRET, PaperKind.REPORT, "Exempt", DAY, MEETING, 1, 1, 1, exempt=True))
    items = (AgendaItem("1", "Apologies"), AgendaItem("5", "Minutes", 0, 3), AgendaItem("7", "Plan", 4, 11))
    with desk.library.writing():
        meetings.put_agenda(MEETING, PACK, items, ())
    desk.settings.set_member_name("Cllr A. Member")
    quoted = Anchor(5, exact="83% of 999 calls")
    desk.marks.add(PACK, MarkKind.HIGHLIGHT, quoted, note="Was 84% at first")
    desk.marks.add(SECRET, MarkKind.NOTE, Anchor(0, exact="Not for the public"), note="Remember this")
    desk.questions.add("Why 27%?", meeting=MEETING, item=SEVEN)
    closed, _ = desk.questions.add("An old one?", meeting=MEETING, item=SEVEN)
    desk.questions.set_status(closed.id, QuestionStatus.CLOSED)
    return desk


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        textpage = page.get_textpage()
        found.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return " ".join(" ".join(found).split())


def ticked(desk: Desk) -> dict[str, bool]:
    return {part.key: part.chosen for part in desk.briefing.parts(MEETING)}


def test_parts_in_order_with_what_is_ticked_at_first(ready: Desk) -> None:
    assert ticked(ready) == {
        "cover": True,
        "matters": True,
        "questions": True,
        f"item:{MEETING}/item-5": False,
        f"item:{MEETING}/item-7": True,
        "writing": True,
        "marked": False,
    }
    assert [p.parent for p in ready.briefing.parts(MEETING)] == ["", "", "", "items", "items", "", ""]


def test_a_pack_holds_the_work_and_nothing_exempt(ready: Desk) -> None:
    result = ready.briefing.make(MEETING)
    text = words(result.data)
    for wanted in ("Was 84% at first", "“83% of 999 calls”", "Why 27%?", "Briefing for Cllr A. Member"):
        assert wanted in text
    assert "Remember this" not in text and "An old one?" not in text
    assert result.left_out == "Exempt papers, and words quoted from them, are left out: 1 mark."


def test_choices_are_remembered(ready: Desk) -> None:
    item = f"item:{MEETING}/item-5"
    assert ready.briefing.choose(MEETING, {"cover": False, item: True}).briefing
    assert not ticked(ready)["cover"] and ticked(ready)[item] and ticked(ready)["writing"]
    assert next(iter(ready.briefing.make(MEETING).first_pages)) == "matters"


def test_pages_are_known_once_made_and_after_counting(ready: Desk) -> None:
    assert {p.pages for p in ready.briefing.parts(MEETING)} == {None}
    ready.briefing.make(MEETING)
    pages = {p.key: p.pages for p in ready.briefing.parts(MEETING)}
    assert pages["cover"] == 1 and pages[f"item:{MEETING}/item-5"] is None
    ready.briefing.count_pages(MEETING)
    assert all(p.pages for p in ready.briefing.parts(MEETING))


def test_options_are_remembered_for_every_meeting(ready: Desk) -> None:
    assert ready.briefing.options(MEETING) == PackOptions()
    wanted = PackOptions(large_print=True, grey=True, lines=False, both_sides=False)
    assert ready.briefing.set_options(MEETING, wanted).briefing
    assert ready.briefing.options(MEETING) == wanted
    assert ready.briefing.options(MeetingId("wmpcp/2021-02-05")) == wanted
    assert "What was said" not in words(ready.briefing.make(MEETING).data)


def test_the_amount_counts_sheets(ready: Desk) -> None:
    result = ready.briefing.make(MEETING)
    assert result.page_count == 5
    assert ready.briefing.amount(result, PackOptions()) == "5 pages, 3 sheets"
    assert ready.briefing.amount(result, PackOptions(both_sides=False)) == "5 pages, 5 sheets"


def test_measures_of_the_panels_area_can_be_ticked(ready: Desk) -> None:
    ready.measures.load_sample(data_dir())
    parts = [p for p in ready.briefing.parts(MEETING) if p.parent == "measures"]
    assert parts and sum(p.chosen for p in parts) <= 4
    rows = [r for r in ready.measures.scorecard("West Mercia") if r.force.verdict.is_outside and r.latest]
    newest = max(r.latest.period.end for r in rows if r.latest)
    ended = [r.measure.name for r in rows if r.latest and r.latest.period.end < newest]
    assert ended, "the sample has a measure that was given up outside its limits"
    outside = [r.measure for r in rows if r.measure.name not in ended]
    assert [p.label for p in parts if p.chosen] == [m.name for m in outside[:4]]
    chart = ready.measures.chart(outside[0].id, "West Mercia")
    assert chart.title in words(ready.briefing.make(MEETING).data)


def test_marks_on_papers_without_a_meeting_go_in_until_the_next_meeting(
    ready: Desk, make_pdf: Callable[..., Path]
) -> None:
    loose = PaperId("papers/plan")
    plan = make_pdf("plan.pdf", [["The plan"]])
    add_paper(ready, plan, Paper(loose, PaperKind.REPORT, "Delivery plan", None, None, 1, 1, 1))
    ready.marks.add(loose, MarkKind.NOTE, Anchor(0), note="Ask who owns A2.1")
    assert "Ask who owns A2.1" in words(ready.briefing.make(MEETING).data)
    later = Meeting(MeetingId("wmpcp/2021-02-05"), "West Mercia Police and Crime Panel", date(2021, 2, 5))
    with ready.library.writing():
        MeetingRepository(ready.library).put(later)
    assert "Ask who owns A2.1" not in words(ready.briefing.make(later.id).data)


def test_save_writes_the_pack_whole(ready: Desk, tmp_path: Path) -> None:
    path = tmp_path / ready.briefing.file_name(MEETING)
    assert path.name == "Briefing 2020-11-27.pdf"
    path.write_bytes(b"an older one")
    result = ready.briefing.save(MEETING, path)
    assert path.read_bytes() == result.data
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "could not be written"),
        (errno.EACCES, "could not be written"),
        (errno.EIO, "could not be saved there"),
    ],
)
def test_a_disk_that_refuses_leaves_the_older_file(
    ready: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"an older one")

    def refuse(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:100])
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UserFacingError, match=said):
        ready.briefing.save(MEETING, path)
    assert path.read_bytes() == b"an older one"
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_is_gone_is_said(ready: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is not there any more"):
        ready.briefing.save(MEETING, tmp_path / "gone" / "pack.pdf")


def test_cancelled_saving_writes_nothing(ready: Desk, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        ready.briefing.save(MEETING, tmp_path / "mine.pdf", cancel=token)
    assert not (tmp_path / "mine.pdf").exists()


def test_exempt_material_is_printed_for_one_print_only(ready: Desk) -> None:
    once = ready.briefing.make(MEETING, exempt=True)
    assert "Remember this" in words(once.data) and "keep it safe" in once.left_out
    assert "Remember this" not in words(ready.briefing.make(MEETING).data)


def test_the_members_notes_stay_out_of_a_pack_that_others_may_see(ready: Desk) -> None:
    ready.briefing.set_options(MEETING, PackOptions(notes=False))
    text = words(ready.briefing.make(MEETING).data)
    assert "Was 84% at first" not in text and "83% of 999 calls" not in text
    assert "Why 27%?" in text


def test_what_was_promised_comes_up_in_the_pack(ready: Desk) -> None:
    ready.promises.add("Send last year's figures", "PCC", "1 January 2020")
    text = words(ready.briefing.make(MEETING).data)
    assert "Promises due" in text and "Promises to ask about" in text
    assert text.count("Send last year's figures") == 2


def test_the_marked_pages_follow_with_their_pack_pages_and_marks(ready: Desk) -> None:
    ready.briefing.choose(MEETING, {"marked": True})
    result = ready.briefing.make(MEETING)
    document = pypdfium2.PdfDocument(result.data)
    try:
        assert len(document) == result.page_count == 7
        last = document[6]
        assert document.get_page_label(6) == "6" and document.get_page_label(0) == "1"
        assert "Page 6" in last.get_textpage().get_text_range()
        assert [o.get_title() for o in document.get_toc()][-1] == "Agenda pack"
    finally:
        document.close()
    with pikepdf.open(io.BytesIO(result.data)) as pdf:
        assert len(pdf.pages[6].Annots) == 1
    assert {p.key: p.pages for p in ready.briefing.parts(MEETING)}["marked"] == 2


def test_the_pack_as_a_word_document_for_editing(ready: Desk, tmp_path: Path) -> None:
    ready.briefing.save_word(MEETING, tmp_path / "pack.docx")
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "pack.docx")).paragraphs)
    for wanted in ("Friday 27 November 2020", "83% of 999 calls", "Was 84% at first", "1. Why 27%?"):
        assert wanted in text
    assert "Remember this" not in text
