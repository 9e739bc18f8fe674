"""Notes as Markdown, as a Word document and as W3C annotations: every note comes back as it was written."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from panel_app.domain.citations import Citation
from panel_app.domain.ids import MarkId, PaperId
from panel_app.domain.marks import Anchor, Mark, MarkColour, MarkKind, PagePart, Stroke
from panel_app.domain.papers import Box
from panel_app.domain.sharing import ColleagueId, Sender
from panel_app.notes.content import CitedMark, TakenNotes
from panel_app.notes.markdown import as_markdown, escaped
from panel_app.notes.read_annotations import read_json
from panel_app.notes.web_annotations import as_json
from panel_app.notes.word import as_docx
from panel_app.word_documents import printable

NOW = datetime(2026, 6, 1, 9, 30)
CITED = Citation("Agenda pack", "North Shire Panel", date(2026, 6, 5), "item 7: Calls", "12", "13")
MARK = Mark(
    id=MarkId("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
    paper=PaperId("nsp/2026-06-05/agenda-pack"),
    content="ab" * 32,
    kind=MarkKind.HIGHLIGHT,
    anchor=Anchor(
        11,
        (Box(72.5, 100, 300, 112),),
        "83% of\n999 calls",
        "In ",
        " were",
        "4.",
        41,
        (PagePart(12, (Box(72, 60, 300, 72),)),),
    ),
    colour=MarkColour.BLUE,
    note="Was 84%: why? ☂",
    created=datetime(2026, 5, 30, 8, 0, 1, 250),
    modified=NOW,
    label="12",
    tags=("roads", "Ask Ann"),
)
NOTES = TakenNotes("My *notes* #", [CitedMark(MARK, CITED)], NOW)


def test_every_form_carries_quotation_note_and_citation() -> None:
    line = "North Shire Panel, 5 June 2026, item 7: Calls, pack pages 12 to 13"
    assert CITED.line == line
    markdown = _seen(as_markdown(NOTES))
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(as_docx(NOTES))).paragraphs)
    for text in (markdown, word):
        assert "My *notes* #" in text
        assert "83% of 999 calls" in text
        assert "Was 84%: why? ☂" in text
        assert f"Check this, roads, Ask Ann. {line}" in text


def test_a_paper_of_no_meeting_is_cited_by_its_title() -> None:
    assert (
        Citation("Annual report", date=date(2026, 3, 1), first="4").line
        == "Annual report, 1 March 2026, pack page 4"
    )


def test_annotations_come_back_whole() -> None:
    ink = replace(
        MARK,
        id=MarkId("7f9619ff-8b86-d011-b42d-00c04fc964ff"),
        kind=MarkKind.INK,
        strokes=(Stroke(((1.5, 2.0), (3.0, 4.25)), 1.2),),
        note="",
        tags=(),
    )
    bookmark = replace(
        ink, id=MarkId("8f9619ff-8b86-d011-b42d-00c04fc964ff"), kind=MarkKind.BOOKMARK, strokes=()
    )
    marks = [MARK, ink, bookmark]
    text = as_json(TakenNotes("T", [CitedMark(m, CITED) for m in marks], NOW))
    read = read_json(text.encode(), NOW)
    assert read is not None and read.sender is None
    assert list(read.marks) == marks


def test_annotations_are_those_of_the_model() -> None:
    whole = json.loads(as_json(NOTES))
    assert whole["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (whole["type"], whole["total"]) == ("AnnotationCollection", 1)
    (one,) = whole["first"]["items"]
    assert (one["type"], one["motivation"]) == ("Annotation", "commenting")
    assert [b["purpose"] for b in one["body"]] == ["commenting", "tagging", "tagging"]
    page = one["target"]["selector"]
    assert (page["type"], page["value"]) == ("FragmentSelector", "page=12")
    assert page["refinedBy"]["exact"] == MARK.anchor.exact
    assert one["target"]["source"]["id"] == "urn:sha256:" + "ab" * 32
    for key in ("created", "modified"):
        assert datetime.fromisoformat(one[key]).tzinfo is not None


def test_a_shared_file_says_whose_the_notes_are() -> None:
    sender = Sender(ColleagueId("0b4c"), "Ann Lee")
    read = read_json(as_json(NOTES, sender).encode(), NOW)
    assert read is not None and read.sender == sender


def test_an_annotation_of_another_program_is_read_as_far_as_it_goes() -> None:
    one = {
        "id": "https://example.org/anno/1",
        "type": "Annotation",
        "body": "A plain body",
        "target": [
            {
                "source": "https://example.org/pack.pdf#page=3",
                "selector": [{"type": "TextQuoteSelector", "exact": "ten seconds"}],
            }
        ],
    }
    read = read_json(json.dumps(one).encode(), NOW)
    assert read is not None
    (mark,) = read.marks
    assert (mark.note, mark.kind, mark.anchor.exact, mark.anchor.page) == (
        "A plain body",
        MarkKind.HIGHLIGHT,
        "ten seconds",
        2,
    )
    again = read_json(json.dumps(one).encode(), NOW)
    assert again is not None and again.marks[0].id == mark.id


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'"x"', b"\xff\xfe", b"%PDF-1.4", b"[" * 100_000])
def test_what_is_no_annotation_file_is_told(data: bytes) -> None:
    assert read_json(data, NOW) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_KEYS = ("id", "type", "body", "target", "created", "modified", "panelDesk", "motivation", "creator")
_INNER = ("parts", "strokes", "start", "kind", "packPage", "paper")


@given(
    one=st.fixed_dictionaries({}, optional=dict.fromkeys(_KEYS, _JSON)),
    ours=st.fixed_dictionaries({}, optional=dict.fromkeys(_INNER, _JSON)),
)
@settings(max_examples=300, deadline=None)
def test_no_annotation_file_does_harm(one: dict[str, object], ours: dict[str, object]) -> None:
    one = {**one, "type": "Annotation", "panelDesk": ours}
    read = read_json(json.dumps(one).encode(), NOW)
    assert read is not None and len(read.marks) == 1


_NOTES = st.text(max_size=300) | st.text("*_`#>-+=1.)[]<&\\~| \n\tab", max_size=60)


@given(note=_NOTES)
@settings(max_examples=300, deadline=None)
def test_any_note_survives_markdown(note: str) -> None:
    assert _seen(escaped(note)).split() == printable(note).split()


@given(note=_NOTES, tag=st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_note_survives_annotations(note: str, tag: str) -> None:
    mark = replace(MARK, note=note, tags=(tag,))
    read = read_json(as_json(TakenNotes("T", [CitedMark(mark, CITED)], NOW)).encode("utf-8", "replace"), NOW)
    assert read is not None
    assert read.marks[0].note == note
    assert read.marks[0].tags == ((" ".join(tag.split()),) if tag.split() else ())


@given(note=_NOTES)
@settings(max_examples=60, deadline=None)
def test_any_note_survives_a_word_document(note: str) -> None:
    mark = replace(MARK, note=note)
    document = docx.Document(io.BytesIO(as_docx(TakenNotes("T", [CitedMark(mark, CITED)], NOW))))
    texts = [p.text for p in document.paragraphs]
    assert printable(note).strip() == "" or printable(note) in texts


def _seen(markdown: str) -> str:
    """The words that a reader of the Markdown sees."""
    seen = []
    for token in MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(markdown):
        assert token.type in {
            "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
            "blockquote_open", "blockquote_close",
        }  # fmt: skip
        for child in token.children or ():
            assert child.type in {"text", "softbreak", "hardbreak", "em_open", "em_close", "text_special"}
            seen.append("\n" if child.type.endswith("break") else child.content)
        seen.append("\n")
    return "".join(seen)
