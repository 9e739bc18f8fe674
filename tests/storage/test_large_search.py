"""What keeps searching quick in a large library: which passages are ranked, filters, snippets, giving up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import CancelledError
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.papers import (
    Box,
    Meeting,
    Page,
    Paper,
    PaperKind,
    Passage,
    PassageKind,
    StructuredPaper,
)
from panel_app.domain.search import SearchFilters
from panel_app.paths import Home
from panel_app.services.desk import Desk
from panel_app.storage import search
from panel_app.storage.meetings import MeetingRepository
from panel_app.storage.papers import PaperRepository
from panel_app.storage.snippets import TOKENIZER, snippets

WORDS = ("crime", "crimes", "road", "roads", "victim", "police", "café", "and", "budget")
KINDS = (PaperKind.MINUTES, PaperKind.REPORT, PaperKind.SURVEY)
DAY = date(2020, 1, 6)
MEETING = MeetingId("panel/2020-01-06")


def _add(desk: Desk, number: int, passages: list[str]) -> PaperId:
    """A paper with two passages to a page; its kind and day follow from its number, every other has one
    meeting."""
    key = PaperId(f"paper-{number}")
    count = (len(passages) + 1) // 2
    paper = Paper(
        key,
        KINDS[number % 3],
        f"Paper {number}",
        DAY + timedelta(days=number) if number % 4 else None,
        MEETING if number % 2 else None,
        count,
        1,
        1,
    )
    structure = StructuredPaper(
        pages=tuple(Page(at, 595, 842, str(at + 1), "words") for at in range(count)),
        passages=tuple(
            Passage(at // 2, Box(0, 0, 1, 1), PassageKind.PARAGRAPH, text) for at, text in enumerate(passages)
        ),
    )
    papers = PaperRepository(desk.library)
    with desk.library.writing():
        MeetingRepository(desk.library).put(Meeting(MEETING, "Panel", DAY))
        papers.add_file(str(key), "a.pdf", "application/pdf", b"%PDF-")
        papers.add(paper, structure, original=str(key), pdf=str(key), confidence=1, imported_at=desk.clock())
    return key


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Twelve papers of thirty passages; one of them was replaced, so its passages lie apart."""
    desk = Desk(Home(tmp_path_factory.mktemp("home")))
    for number in [*range(12), 3]:
        _add(
            desk,
            number,
            [
                " ".join(WORDS[(number + at * step) % len(WORDS)] for step in range(1, 4 + at % 5))
                for at in range(30)
            ],
        )
    for number in (1, 3, 8):
        desk.marks.add(PaperId(f"paper-{number}"), MarkKind.HIGHLIGHT, Anchor(2, (Box(0, 0, 1, 1),), "words"))
    yield desk
    desk.close()


QUERIES = st.lists(st.sampled_from(("crime", "road", "victim", "cafe", "bud", "-police")), min_size=1).map(
    " ".join
)
FILTERS = st.builds(
    SearchFilters,
    kind=st.sampled_from((None, *KINDS)),
    meeting=st.sampled_from((None, MEETING)),
    since=st.sampled_from((None, DAY + timedelta(days=3))),
    until=st.sampled_from((None, DAY + timedelta(days=7))),
    marked=st.booleans(),
)


@given(words=QUERIES)
def test_where_few_passages_hold_the_words_the_order_is_that_of_bm25(library: Desk, words: str) -> None:
    query = search.fts_query(words)
    expected = (
        library.library.db.execute(
            "SELECT s.text FROM passages_fts f JOIN passages s ON s.id = f.rowid WHERE passages_fts MATCH ? "
            "ORDER BY bm25(passages_fts, 1.0, 2.0), f.rowid",
            [query],
        ).fetchall()
        if query
        else []
    )
    found = library.search.find(words, 1_000)
    if not found.any_word:
        assert [hit.passage_text for hit in found.hits] == [text for (text,) in expected]


@given(words=QUERIES, filters=FILTERS)
def test_filters_leave_of_what_is_found_what_they_say(
    library: Desk, words: str, filters: SearchFilters
) -> None:
    papers = {paper.id: paper for paper in library.papers.all()}
    marked = {(mark.paper, mark.anchor.page) for mark in library.marks.all()}

    def left(key: PaperId, page: int) -> bool:
        paper = papers[key]
        return (
            filters.kind in (None, paper.kind)
            and filters.meeting in (None, paper.meeting)
            and (not filters.since or (paper.date is not None and paper.date >= filters.since))
            and (not filters.until or (paper.date is not None and paper.date <= filters.until))
            and (not filters.marked or (key, page) in marked)
        )

    everything, narrowed = library.search.find(words, 1_000), library.search.find(words, 1_000, filters)
    if not everything.any_word and not narrowed.any_word:
        assert narrowed.hits == tuple(hit for hit in everything.hits if left(hit.paper, hit.page))


def test_the_passages_of_a_revision_lie_side_by_side(library: Desk) -> None:
    for first, last, count in library.library.db.execute(
        "SELECT min(id), max(id), count(*) FROM passages GROUP BY revision"
    ):
        assert last - first + 1 == count


def test_of_words_that_very_many_passages_hold_the_newest_are_ranked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        _add(desk, number, [f"Police in {number}.", "Roads."] * 20)
    monkeypatch.setattr(search, "MOST_RANKED", 100)
    monkeypatch.setattr(search, "MOST_NARROWED", 50)
    assert {hit.paper for hit in desk.search.search("police", 1_000)} == {
        PaperId(f"paper-{number}") for number in (8, 9)
    } | {PaperId("paper-7")}
    assert len(desk.search.search('"police in 3"', 1_000)) == 20
    reports = desk.search.find("police", 1_000, SearchFilters(kind=PaperKind.REPORT)).hits
    assert [hit.paper for hit in reports].count(PaperId("paper-7")) == 20
    assert len(reports) == 50


def test_a_word_that_very_many_passages_hold_is_not_taken_for_a_beginning(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(desk, 1, ["The policewoman came."])
    _add(desk, 2, ["The police came."] * 40)
    assert len(desk.search.search("police", 1_000)) == 41
    monkeypatch.setattr(search, "MOST_RANKED", 30)
    assert {hit.passage_text for hit in desk.search.search("police", 1_000)} == {"The police came."}
    assert [hit.passage_text for hit in desk.search.search("policew")] == ["The policewoman came."]


def test_a_question_is_looked_for_by_its_rarest_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(desk, 1, ["Speeding fell."])
    for number in range(2, 6):
        _add(desk, number, ["The police came."] * 40)
    question = "what did the police say about speeding?"
    assert len(desk.search.find(question).hits) == 50
    monkeypatch.setattr(search, "MOST_RANKED", 100)
    found = desk.search.find(question)
    assert found.any_word
    assert [hit.passage_text for hit in found.hits] == ["Speeding fell."]


def test_a_paper_takes_no_more_than_its_share(desk: Desk) -> None:
    _add(desk, 1, ["Drones."] * 9)
    _add(desk, 2, ["Among much else some drones are to be bought."])
    found = desk.search.find("drones", 5, most_of_paper=3)
    assert [hit.paper for hit in found.hits] == ["paper-1", "paper-1", "paper-1", "paper-2"]
    assert found.more
    assert not desk.search.find("drones", 10).more
    assert desk.search.find("drones", 9).more


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("crime and justice", ["Crime, justice.", "Crime and justice."]),
        ("justice an", ["Justice for Andover.", "Crime, justice.", "Crime and justice."]),
        ("justice and", ["Justice for Andover.", "Crime, justice.", "Crime and justice."]),
        ("justice ando", ["Justice for Andover."]),
        ("the", ["The end."]),
        ("appendix A", ["See Appendix A.", "An appendix with a map."]),
        ("item 7", ["Item 7."]),
        ("ite", ["Item 7.", "Item 71."]),
    ],
)
def test_small_words_and_single_figures(desk: Desk, words: str, found: list[str]) -> None:
    texts = [
        "Crime, justice.",
        "Crime and justice.",
        "Justice for Andover.",
        "The end.",
        "Item 7.",
        "Item 71.",
    ]
    _add(desk, 1, [*texts, "See Appendix A.", "An appendix with a map.", "Appendix B."])
    assert sorted(hit.passage_text for hit in desk.search.search(words)) == sorted(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=QUERIES)
def test_snippets_are_those_of_the_library_s_index(library: Desk, words: str) -> None:
    query = search.fts_query(words)
    if not query:
        return
    rows = library.library.db.execute(
        "SELECT s.text, s.heading, snippet(passages_fts, 0, '«', '»', '…', 24) "
        "FROM passages_fts JOIN passages s ON s.id = passages_fts.rowid WHERE passages_fts MATCH ?",
        [query],
    ).fetchall()
    assert snippets(query, [row[:2] for row in rows]) == [row[2] for row in rows]


def test_snippets_part_words_as_the_index_does(library: Desk) -> None:
    (made,) = library.library.db.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'passages_fts'"
    ).fetchone()
    assert f"tokenize='{TOKENIZER}'" in made
    assert snippets('"road"', [("No such word.", ""), ("Roads and a road.", "")]) == [
        "",
        "«Roads» and a «road».",
    ]


def test_short_forms_are_known_as_soon_as_their_paper_came_and_no_longer(desk: Desk, tmp_path: Path) -> None:
    assert desk.search.find("rab").also == ()
    (tmp_path / "a.md").write_text("# Boards\n\nThe Rural Action Board (RAB) met.", "utf-8")
    (paper,) = desk.importing.import_paths([tmp_path / "a.md"]).imported
    assert desk.search.find("rab").also == ("Rural Action Board",)
    with desk.library.writing():
        PaperRepository(desk.library).remove(paper.id)
    assert desk.search.find("rab").also == ()


def test_a_search_that_is_given_up_ends(library: Desk) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        library.search.find("crime", cancel=cancel)
    assert library.search.find("crime").hits


def test_reading_that_goes_on_for_ever_ends_when_it_is_given_up(library: Desk) -> None:
    cancel = CancelToken()
    timer = threading.Timer(0.1, cancel.cancel)
    timer.start()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(CancelledError), library.library.until(cancel):
        library.library.db.execute(endless).fetchone()
    timer.join()
