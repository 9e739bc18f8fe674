"""Searching real passages in a real FTS5 index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel_app.domain.marks import Anchor, MarkKind
from panel_app.domain.search import SearchFilters
from panel_app.paths import Home
from panel_app.services.desk import Desk

PAPERS = {
    "one of them.md": "# Calls\n\nVictims were satisfied with how burglaries were handled.",
    "two of them.md": "# Victim satisfaction\n\nThe café survey asked 1,395 people. Nothing about roads.",
    "three of them.md": "# Roads\n\nPedal cyclists were 57% of casualties in April.",
    "four of them.md": "# Rates\n\nWe are third in the most similar group. The Rural Action Board (RAB) met.",
    "five of them.md": "# Ranks\n\nWe are fifth in our MSG. HMIC said so. The RAB agreed £550,000 for A2.1.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("papers")
    for name, text in PAPERS.items():
        (folder / name).write_text(text, "utf-8")
    desk = Desk(Home(folder / "home"))
    assert desk.importing.import_paths([folder / name for name in PAPERS]).problems == ()
    yield desk
    desk.close()


def _titles(desk: Desk, words: str) -> list[str]:
    return [hit.paper_title.split()[0] for hit in desk.search.search(words)]


def test_words_are_found_in_any_form(library: Desk) -> None:
    assert _titles(library, "victim handling") == ["one"]
    assert _titles(library, "burglary") == ["one"]


def test_a_heading_comes_before_a_mention(library: Desk) -> None:
    assert _titles(library, "victim") == ["two", "one"]


def test_the_beginning_of_the_last_word_is_enough(library: Desk) -> None:
    assert _titles(library, "pedal cycl") == ["three"]


def test_a_phrase_stands_as_it_is_written(library: Desk) -> None:
    assert _titles(library, '"victim satisfaction"') == ["two"]


def test_words_can_be_left_out(library: Desk) -> None:
    assert _titles(library, "victim -survey -satisfaction") == ["one"]


def test_accents_and_case_do_not_matter(library: Desk) -> None:
    assert _titles(library, "CAFE") == ["two"]


def test_a_hit_says_where_and_marks_the_words(library: Desk) -> None:
    (hit,) = library.search.search("cyclists")
    assert (hit.page, hit.label) == (0, "1")
    assert "«cyclists»" in hit.snippet
    assert hit.box.width > 100


def test_nothing_to_look_for_finds_nothing(library: Desk) -> None:
    assert library.search.search('  -- "" ') == []


@given(words=st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_the_search_answers(library: Desk, words: str) -> None:
    library.search.search(words)


def test_a_short_form_finds_what_it_stands_for_and_the_reverse(library: Desk) -> None:
    for words in ("MSG", "msg", "MSGs", "most similar group"):
        assert sorted(_titles(library, words)) == ["five", "four"], words
    assert library.search.find("msg").also == ("most similar group", "most similar groups")


def test_what_a_paper_defines_itself_is_searched_too(library: Desk) -> None:
    assert sorted(_titles(library, "rural action board")) == ["five", "four"]


def test_a_body_s_earlier_name_is_found_by_its_name_now(library: Desk) -> None:
    assert _titles(library, "HMICFRS") == ["five"]


def test_quotation_marks_find_only_the_words_themselves(library: Desk) -> None:
    assert _titles(library, '"most similar group"') == ["four"]
    assert _titles(library, '"msg"') == ["five"]


def test_leaving_out_a_short_form_leaves_out_what_it_stands_for(library: Desk) -> None:
    assert _titles(library, "rural -msg") == []


@pytest.mark.parametrize("words", ["£550,000", "A2.1", "57%", "1,395"])
def test_figures_are_found_as_they_are_printed(library: Desk, words: str) -> None:
    assert len(_titles(library, words)) == 1


def test_a_question_typed_as_a_sentence_finds_some_of_its_words(library: Desk) -> None:
    found = library.search.find("what did the panel ask about speeding and cyclists?")
    assert found.any_word
    assert [hit.paper_title.split()[0] for hit in found.hits] == ["three"]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_words_raise(library: Desk, words: str) -> None:
    for hit in library.search.search(words):
        assert hit.snippet


def test_a_very_long_query_is_answered(library: Desk) -> None:
    assert library.search.search("burglary " * 5000)


def test_only_the_marked_pages_are_found_where_that_is_asked(tmp_path: Path) -> None:
    desk = Desk(Home(tmp_path / "home"))
    (tmp_path / "roads.md").write_text("# Roads\n\nSpeeding fell.", "utf-8")
    (tmp_path / "calls.md").write_text("# Calls\n\nSpeeding was reported.", "utf-8")
    desk.importing.import_paths([tmp_path / "roads.md", tmp_path / "calls.md"])
    hits = desk.search.search("speeding")
    assert len(hits) == 2
    only_marked = SearchFilters(marked=True)
    assert desk.search.find("speeding", filters=only_marked).hits == ()
    desk.marks.add(hits[1].paper, MarkKind.HIGHLIGHT, Anchor(hits[1].page, (hits[1].box,), "Speeding"))
    (hit,) = desk.search.find("speeding", filters=only_marked).hits
    assert hit.paper == hits[1].paper
    desk.close()
