"""Marks when their paper is replaced: nothing is lost, and nothing is placed over other figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, PlacementState, Stroke, text_anchor
from panel_app.domain.papers import Box
from panel_app.domain.word_diff import Difference
from panel_app.services.desk import Desk
from panel_app.services.pdf_pages import PdfPages

HEAD = '+++\nkind = "agenda pack"\ncommittee = "North Shire Panel"\ndate = 2026-06-05\n+++\n\n'
CALLS = "We answered 83% of calls in ten seconds, and the panel thanked the staff for it."
BURGLARY = "Burglary fell by 5% in the north of the county, more than in any other county."
ROADS = "Volunteers watch the roads near forty schools and write to drivers who go too fast."
ENDING = "The next meeting is in the council chamber, a week after the papers were sent."


@pytest.fixture
def publish(desk: Desk, tmp_path: Path) -> Callable[..., PaperId]:
    """Import paragraphs as the pack of one meeting; a second time it is a further revision."""

    def import_pack(*paragraphs: str) -> PaperId:
        path = tmp_path / "pack.md"
        path.write_text(HEAD + "# Report\n\n" + "\n\n".join(paragraphs), "utf-8")
        report = desk.importing.import_paths([path])
        assert not report.problems
        return report.imported[0].id

    return import_pack


def _mark(
    desk: Desk, paper: PaperId, words: str, note: str = "", colour: MarkColour = MarkColour.YELLOW
) -> Mark:
    page, text = next(
        (p.index, desk.papers.page_text(paper, p.index))
        for p in desk.papers.pages(paper)
        if words in desk.papers.page_text(paper, p.index)
    )
    start = text.index(words)
    pages = PdfPages(desk.papers.pdf(paper))
    (boxes,) = pages.line_boxes(page, [(start, start + len(words))])
    pages.close()
    anchor = text_anchor(page, text, start, start + len(words), boxes)
    return desk.marks.add(paper, MarkKind.HIGHLIGHT, anchor, note=note, colour=colour)[0]


def _now(desk: Desk, mark: Mark) -> Mark:
    found = desk.marks.get(mark.id)
    assert found is not None
    return found


def test_each_mark_gets_its_placement_when_the_paper_is_replaced(
    desk: Desk, publish: Callable[..., PaperId]
) -> None:
    paper = publish(CALLS, BURGLARY, ROADS, ENDING)
    calls = _mark(desk, paper, "83% of calls", note="Ask")
    burglary = _mark(desk, paper, "fell by 5%", note="Why?")
    roads = _mark(desk, paper, ROADS.split(",")[0][:40])
    ending = _mark(desk, paper, "in the council chamber")
    bookmark, _ = desk.marks.bookmark(paper, 0)
    assert not desk.placing.waits(paper)

    publish("A new paragraph that comes first.", CALLS, BURGLARY.replace("5%", "4%"), ENDING)
    assert desk.placing.waiting_papers() == [paper]
    assert desk.marks.on_paper(paper) == [], "nothing is shown where it may not belong"
    assert desk.placing.counts(paper).sentence == "", "not before they were looked at"
    assert desk.placing.place_again(paper).marks

    assert [_now(desk, m).state.value for m in (calls, burglary, roads, ending, bookmark)] == [
        "attached",
        "changed",
        "unplaced",
        "attached",
        "attached",
    ]
    placed = _now(desk, calls)
    assert placed.anchor.boxes[0].y0 > calls.anchor.boxes[0].y0 + 10, "the place is that of the words"
    assert placed.before == calls.place and not placed.confirmed
    assert {m.id for m in desk.marks.on_paper(paper)} == {calls.id, ending.id, bookmark.id}
    assert {m.id for m in desk.placing.elsewhere(paper)} == {burglary.id, roads.id}
    assert [m.id for m in desk.placing.shelf(paper)] == [roads.id]
    assert desk.placing.counts(paper).sentence == (
        "Three of five marks moved with it. One has changed words: compare them. One is kept on the shelf."
    )
    assert not desk.placing.waits(paper) and not desk.placing.place_again(paper)


def test_changed_words_wait_for_the_member_and_can_be_kept_or_put_aside(
    desk: Desk, publish: Callable[..., PaperId]
) -> None:
    paper = publish(CALLS, BURGLARY, ROADS)
    mark = _mark(desk, paper, "fell by 5%", note="Why?", colour=MarkColour.BLUE)
    publish(CALLS, BURGLARY.replace("5%", "4%"), ROADS)
    desk.placing.place_again(paper)
    (asked,) = desk.placing.to_confirm(paper)
    assert (asked.old_words, asked.new_words) == ("fell by 5%", "fell by 4%")
    assert [(c.kind, c.text) for c in asked.changes if c.telling] == [
        (Difference.REMOVED, "5%"),
        (Difference.ADDED, "4%"),
    ]
    assert (asked.old_label, asked.new_label) == (mark.label, "1")
    waiting = _now(desk, mark)
    assert waiting.anchor == mark.anchor, "until then the mark has the words that the member marked"

    assert desk.placing.keep(mark.id).marks
    kept = _now(desk, mark)
    assert (kept.anchor.exact, kept.note, kept.colour) == ("fell by 4%", "Why?", MarkColour.BLUE)
    assert desk.marks.on_paper(paper) == [kept] and desk.placing.to_confirm() == []
    desk.marks.undo()
    assert _now(desk, mark) == waiting
    desk.placing.put_aside(mark.id)
    assert desk.placing.shelf() == [_now(desk, mark)] and desk.placing.to_confirm() == []
    desk.marks.undo()
    assert _now(desk, mark) == waiting
    desk.marks.redo()
    text = desk.papers.page_text(paper, 0)
    start = text.index("83%")
    chosen = text_anchor(0, text, start, start + 3, (Box(72, 72, 90, 84),))
    desk.placing.put_at(mark.id, chosen)
    assert desk.marks.on_paper(paper) == [_now(desk, mark)]
    assert _now(desk, mark).anchor == chosen and _now(desk, mark).confirmed


def test_a_wrong_placement_can_be_gone_back_on(desk: Desk, publish: Callable[..., PaperId]) -> None:
    paper = publish(CALLS, BURGLARY)
    mark = _mark(desk, paper, "83% of calls")
    publish("First.", CALLS, BURGLARY)
    desk.placing.place_again(paper)
    desk.placing.put_aside(mark.id)
    back = _now(desk, mark)
    assert back.place == mark.place and back.state is PlacementState.UNPLACED
    assert not desk.placing.waits(paper), "what the member decided is not decided again"


def test_undo_goes_on_from_the_new_place(desk: Desk, publish: Callable[..., PaperId]) -> None:
    paper = publish(CALLS, BURGLARY)
    mark = _mark(desk, paper, "83% of calls", note="Old note")
    desk.marks.set_colour(mark.id, MarkColour.PINK)
    publish("First.", CALLS, BURGLARY)
    desk.placing.place_again(paper)
    there = _now(desk, mark).place
    desk.marks.undo()
    assert (_now(desk, mark).colour, _now(desk, mark).place) == (MarkColour.YELLOW, there)
    desk.marks.undo()
    assert desk.marks.all() == []
    desk.marks.redo()
    assert _now(desk, mark).place == there


def test_ink_moves_with_the_words_beside_it(desk: Desk, publish: Callable[..., PaperId]) -> None:
    paper = publish(CALLS, BURGLARY)
    beside = _mark(desk, paper, "Burglary fell")
    box = beside.anchor.boxes[0]
    strokes = [Stroke(((box.x0, box.y0), (box.x1, box.y1)), 1.5)]
    ink, _ = desk.marks.add(paper, MarkKind.INK, beside.anchor, strokes=strokes)
    publish("First.", "Second.", CALLS, BURGLARY)
    desk.placing.place_again(paper)
    moved = _now(desk, ink)
    now = moved.anchor.boxes[0]
    assert moved.strokes[0].points[0] == pytest.approx((now.x0, now.y0)) and now.y0 > box.y0 + 20


def _ring(desk: Desk, paper: PaperId, words: str) -> Mark:
    """Ink drawn around words, wider than they are."""
    over = _mark(desk, paper, words)
    desk.marks.delete(over.id)
    box = over.anchor.boxes[0]
    corners = ((box.x0 - 9, box.y0 - 7), (box.x1 + 9, box.y0 - 7), (box.x1 + 9, box.y1 + 7))
    strokes = [Stroke(corners, 1.8), Stroke(((box.x0, box.y1 + 3), (box.x1, box.y1 + 3)), 1.8)]
    return desk.marks.add(paper, MarkKind.INK, over.anchor, strokes=strokes, note="Why?")[0]


def test_ink_on_words_with_another_number_asks_and_goes_with_them_when_kept(
    desk: Desk, publish: Callable[..., PaperId]
) -> None:
    paper = publish(CALLS, BURGLARY)
    ink = _ring(desk, paper, "fell by 5%")
    publish("First.", "Second.", CALLS, BURGLARY.replace("5%", "4%"))
    desk.placing.place_again(paper)
    waiting = _now(desk, ink)
    assert waiting.asks and waiting.strokes == ink.strokes and waiting.anchor == ink.anchor
    (asked,) = desk.placing.to_confirm(paper)
    assert (asked.old_words, asked.new_words) == ("fell by 5%", "fell by 4%")
    (shown,) = desk.marks.shown(paper)
    assert shown.anchor.exact == "fell by 4%" and desk.marks.on_paper(paper) == []

    desk.placing.keep(ink.id)
    kept = _now(desk, ink)
    assert kept.anchor.exact == "fell by 4%" and kept.note == "Why?" and len(kept.strokes) == 2
    was, now = ink.anchor.boxes[0], kept.anchor.boxes[0]
    down = now.y0 - was.y0
    assert down > 20
    for before, after in zip(ink.strokes, kept.strokes, strict=True):
        for (x, y), point in zip(before.points, after.points, strict=True):
            assert point == pytest.approx((x + now.x0 - was.x0, y + down), abs=0.01)
    desk.marks.undo()
    assert _now(desk, ink) == waiting
    desk.placing.put_aside(ink.id)
    assert _now(desk, ink).state is PlacementState.UNPLACED
    assert (_now(desk, ink).strokes, _now(desk, ink).note) == (ink.strokes, "Why?")
    desk.marks.undo()
    assert _now(desk, ink) == waiting


def _far_from_words(desk: Desk, paper: PaperId) -> Mark:
    anchor = Anchor(0, boxes=(Box(399, 599, 441, 641),), suffix=desk.papers.page_text(paper, 0))
    strokes = [Stroke(((400.0, 600.0), (440.0, 640.0)), 1.8)]
    return desk.marks.add(paper, MarkKind.INK, anchor, strokes=strokes)[0]


@pytest.mark.parametrize("kind", [MarkKind.INK, MarkKind.BOOKMARK])
def test_what_is_held_by_its_page_asks_where_much_of_that_was_rewritten(
    desk: Desk, publish: Callable[..., PaperId], kind: MarkKind
) -> None:
    paper = publish(CALLS, BURGLARY, ROADS)
    ink = kind is MarkKind.INK
    mark = _far_from_words(desk, paper) if ink else desk.marks.bookmark(paper, 0)[0]
    publish(CALLS, BURGLARY, ROADS, ENDING)
    desk.placing.place_again(paper)
    same = _now(desk, mark)
    assert same.state is PlacementState.ATTACHED and same.strokes == mark.strokes

    publish(CALLS, "All else that stood here is gone, and other things are said in its place.")
    desk.placing.place_again(paper)
    asking = _now(desk, mark)
    assert asking.asks and asking.content == same.content, "it waits where it was"
    assert [one.mark.id for one in desk.placing.to_confirm(paper)] == [mark.id]
    desk.placing.keep(mark.id)
    kept = _now(desk, mark)
    assert desk.marks.on_paper(paper) == [kept] and kept.strokes == mark.strokes
    assert kept.anchor.boxes == mark.anchor.boxes
    desk.marks.undo()
    assert _now(desk, mark) == asking

    publish("Now nothing is as it was.")
    desk.placing.place_again(paper)
    gone = _now(desk, mark)
    assert gone.state is PlacementState.UNPLACED and gone.strokes == mark.strokes
    assert desk.placing.shelf(paper) == [gone]


def test_cancelling_leaves_every_mark_as_it_was(desk: Desk, publish: Callable[..., PaperId]) -> None:
    paper = publish(CALLS, BURGLARY)
    marks = [_mark(desk, paper, "83% of calls"), _mark(desk, paper, "Burglary fell")]
    publish("First.", CALLS, BURGLARY)
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        desk.placing.place_again(paper, lambda progress: cancel.cancel() if progress.done else None, cancel)
    assert [_now(desk, m) for m in marks] == marks and desk.placing.waits(paper)


def test_a_scan_in_its_stead_keeps_all_on_the_shelf_and_says_why(
    desk: Desk, publish: Callable[..., PaperId], monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = publish(CALLS, BURGLARY)
    mark = _mark(desk, paper, "83% of calls", note="Kept")
    publish("First.", CALLS)
    with desk.library.writing() as db:
        current = "(SELECT id FROM revisions WHERE current = 1)"
        db.execute(f"UPDATE pages SET text = '' WHERE revision IN {current}")
        db.execute("UPDATE revisions SET has_text = 0 WHERE current = 1")
    desk.placing.place_again(paper)
    assert [m.note for m in desk.placing.shelf(paper)] == ["Kept"] and _now(desk, mark).anchor == mark.anchor
    assert "picture without words" in desk.placing.counts(paper).sentence
    with pytest.raises(UserFacingError, match="compared by eye"):
        desk.versions.compare(paper)


def test_marks_outlive_their_paper_and_meet_it_again(
    desk: Desk, publish: Callable[..., PaperId], tmp_path: Path
) -> None:
    paper = publish(CALLS, BURGLARY)
    mark = _mark(desk, paper, "panel thanked the staff", note="Mine")
    with desk.library.writing():
        desk.importing._papers.remove(paper)
    assert desk.marks.all() == [mark] and desk.placing.shelf() == [mark]
    assert not desk.placing.waits(paper) and not desk.placing.place_again(paper)
    assert publish("First.", CALLS, BURGLARY) == paper
    desk.placing.place_again(paper)
    (found,) = desk.marks.all()
    assert found.note == "Mine" and (found.stands_on(found.placed_on) or found.asks)


def test_two_versions_of_a_paper_are_compared(desk: Desk, publish: Callable[..., PaperId]) -> None:
    paper = publish(CALLS, BURGLARY, ROADS, ENDING)
    with pytest.raises(UserFacingError, match="only one version"):
        desk.versions.compare(paper)
    publish("A new paragraph.", CALLS.replace("83%", "84%"), ROADS, BURGLARY)
    found = desk.versions.compare(paper)
    assert (found.old.number, found.new.number) == (1, 2)
    assert [(s.kind.value, s.telling) for s in found.steps] == [
        ("added", False),
        ("changed", True),
        ("removed", True),
        ("moved", False),
    ]
    assert found.old_labels and found.new_labels
    with pytest.raises(UserFacingError, match="choose from 1"):
        desk.versions.compare(paper, 7)


def test_a_bookmark_of_the_first_version_is_asked_about_by_its_page(
    desk: Desk, publish: Callable[..., PaperId]
) -> None:
    paper = publish(CALLS)
    mark, _ = desk.marks.add(paper, MarkKind.BOOKMARK, Anchor(0))
    publish("Other words altogether, about nothing of the kind.")
    desk.placing.place_again(paper)
    assert _now(desk, mark).state is not PlacementState.ATTACHED and len(desk.marks.all()) == 1
