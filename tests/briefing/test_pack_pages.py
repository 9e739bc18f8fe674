"""The pages of a briefing pack: every word is there, nothing fails, page numbers are true."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import docx
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panel_app.briefing.content import (
    BusinessLine,
    CoverPart,
    ItemPart,
    MatterLine,
    MattersPart,
    MeasurePart,
    NoteLine,
    OtherPart,
    PackContent,
    PaperNotes,
    Part,
    PromiseLine,
    PromisesPart,
    QuestionLine,
    QuestionsPart,
    WritingPart,
)
from panel_app.briefing.pack import PackOptions, PackResult
from panel_app.briefing.pages import SAMPLE_WORDS, make_pack
from panel_app.briefing.word import pack_as_docx
from panel_app.domain.changes import CancelToken, Progress
from panel_app.domain.charts import force_chart
from panel_app.domain.errors import CancelledError
from panel_app.domain.marks import MarkColour
from panel_app.paths import data_dir
from panel_app.services.measures import read_sample
from panel_app.word_documents import printable

HARD = "£2.4 m ± 3, ≥ 9% – or −1,260 – at the café"


def note(text: str = "", quote: str = "The quoted words.", page: str = "75") -> NoteLine:
    return NoteLine(page, quote, text, MarkColour.YELLOW, "Yellow: important")


def item(*notes: NoteLine, key: str = "item:7", questions: Sequence[QuestionLine] = ()) -> ItemPart:
    return ItemPart(key, "7", "Plan and performance", "Pack pages 35 to 146", notes, tuple(questions))


def content(*parts: Part, sample: bool = False) -> PackContent:
    return PackContent(
        title="Friday 27 November 2020",
        committee="West Mercia Police and Crime Panel",
        when="11.00 am, online. Eight items, 150 pack pages.",
        member="Cllr A. Member",
        sample=sample,
        business=(BusinessLine("7", "Plan and performance", "13 marks", "35"),),
        parts=parts,
        left_out="Exempt papers, and words quoted from them, are left out: 2 marks.",
    )


def texts(result: PackResult) -> list[str]:
    """Each page's words, joined by single spaces."""
    document = pypdfium2.PdfDocument(result.data)
    try:
        found = []
        for page in document:
            textpage = page.get_textpage()
            found.append(" ".join(textpage.get_text_range().split()))
            textpage.close()
            page.close()
        return found
    finally:
        document.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def chart_part(key: str = "measure:robbery") -> MeasurePart:
    series = next(s for s in read_sample(data_dir() / "measures") if s.area == "West Mercia")
    return MeasurePart(key, series.measure.name, force_chart(series))


ASKED = QuestionLine(
    1, f"How is {HARD}?", "ready to ask", ("Which month?", "Who pays?"), "pages 41 and 75", "He will write."
)


def test_every_note_and_question_word_for_word() -> None:
    pack = content(
        CoverPart(),
        QuestionsPart((ASKED,), (replace(ASKED, number=2, text="And the other?"),)),
        item(note(f"Ask: {HARD}"), note("", quote=HARD), questions=[ASKED]),
        OtherPart((PaperNotes("Late supplement", (note("Noted here."),)),)),
        WritingPart(),
    )
    words = " ".join(texts(make_pack(pack)))
    for wanted in (f"Ask: {HARD}", f"“{HARD}”", ASKED.text, "Which month?", "And the other?", "Noted here.",
                   "Evidence: pages 41 and 75", "He will write.", "Pack pages 35 to 146", pack.left_out,
                   "Yellow: important", "13 marks", "What was said", "Promise made"):  # fmt: skip
        assert wanted in words


def test_line_breaks_of_a_note_are_kept_apart() -> None:
    words = " ".join(texts(make_pack(content(item(note("one\ntwo\r\nthree"))))))
    assert "one two three" in words


def test_contents_bookmarks_and_page_numbers_are_true() -> None:
    many = [note(f"Note {n}. " + "Long thoughts. " * 30) for n in range(30)]
    pack = content(CoverPart(), QuestionsPart((ASKED,)), item(*many), chart_part(), WritingPart())
    result = make_pack(pack)
    pages = texts(result)
    assert result.page_count == len(pages)
    assert sum(result.pages_of.values()) == result.page_count
    for number, words in enumerate(pages, start=1):
        assert f"Briefing page {number} of {len(pages)}" in words
    contents = pages[0].split("In this briefing")[1]
    for part in pack.parts[1:]:
        assert f"{part.title} {result.first_pages[part.key]}" in contents
    document = pypdfium2.PdfDocument(result.data)
    found = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in document.get_toc()}
    document.close()
    assert found == {part.title: result.first_pages[part.key] for part in pack.parts}


def test_metadata_and_language() -> None:
    result = make_pack(content(CoverPart()))
    document = pypdfium2.PdfDocument(result.data)
    facts = document.get_metadata_dict()
    document.close()
    assert facts["Title"] == "Briefing pack, Friday 27 November 2020"
    assert facts["Author"] == "Cllr A. Member"
    assert facts["Subject"] == "West Mercia Police and Crime Panel, Friday 27 November 2020"
    assert b"/Lang (en-GB)" in result.data


def test_a_sample_says_so_on_every_page() -> None:
    parts = (CoverPart(), item(*[note("x " * 300)] * 12), WritingPart())
    assert all(SAMPLE_WORDS in words for words in texts(make_pack(content(*parts, sample=True))))
    assert not any(SAMPLE_WORDS in words for words in texts(make_pack(content(*parts))))


@pytest.mark.parametrize("large", [False, True])
def test_long_words_and_very_long_notes_are_whole(large: bool) -> None:
    word = "https://example.org/" + "abcdefghij" * 60
    long_note = " ".join(f"word{n}" for n in range(3000))
    result = make_pack(
        content(item(note(word), note(long_note), questions=[replace(ASKED, text=long_note + word)])),
        PackOptions(large_print=large),
    )
    words = squeezed(" ".join(texts(result)))
    assert squeezed(word) in words
    # Page edges stand between the lines of a note that goes over several pages.
    assert all(f"word{n}" in words for n in range(3000))
    assert _widest(result) <= 595 - 56


def _widest(result: PackResult) -> float:
    """The right edge of the rightmost character, in points."""
    document = pypdfium2.PdfDocument(result.data)
    right = 0.0
    for page in document:
        textpage = page.get_textpage()
        right = max([right, *(textpage.get_rect(n)[2] for n in range(textpage.count_rects()))])
        textpage.close()
        page.close()
    document.close()
    return right


def test_large_print_has_no_small_letters() -> None:
    pack = content(CoverPart(), QuestionsPart((ASKED,)), item(note(HARD), questions=[ASKED]), chart_part())
    result = make_pack(replace(pack, sample=True), PackOptions(large_print=True))
    assert _sizes(result) and min(_sizes(result)) >= 16


def _sizes(result: PackResult) -> set[float]:
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(result.data)
    sizes: set[float] = set()
    for page in document:
        textpage: Any = page.get_textpage()
        for index in range(textpage.count_chars()):
            # PDFium invents the spaces between lines, with a size of 1.
            if not chr(raw.FPDFText_GetUnicode(textpage.raw, index)).isspace():
                matrix = raw.FS_MATRIX()
                raw.FPDFText_GetMatrix(textpage.raw, index, matrix)
                sizes.add(round(raw.FPDFText_GetFontSize(textpage.raw, index) * matrix.d, 1))
        textpage.close()
        page.close()
    document.close()
    return sizes


def test_no_notes_and_no_lines() -> None:
    words = " ".join(texts(make_pack(content(item(), QuestionsPart()), PackOptions(lines=False))))
    assert "No notes on this item." in words and "No questions are written yet." in words
    assert "What was said" not in words


def test_three_hundred_notes() -> None:
    result = make_pack(content(item(*[note(f"Note number {n}.", page=str(n)) for n in range(300)])))
    words = " ".join(texts(result))
    assert all(f"Note number {n}." in words for n in range(300))


def test_a_pack_of_nothing_is_one_page() -> None:
    result = make_pack(content())
    assert result.page_count == 1 and not result.first_pages


@pytest.mark.parametrize("grey", [False, True])
def test_a_measure_has_its_finding_summary_table_and_source(grey: bool) -> None:
    part = chart_part()
    words = " ".join(texts(make_pack(content(part), PackOptions(grey=grey))))
    for wanted in (part.chart.title, part.chart.subtitle, part.chart.summary, part.chart.source):
        assert wanted in words
    assert part.chart.rows[-1].cells[1] in words


def test_black_and_white_has_no_colour() -> None:
    pack = content(CoverPart(), item(note(HARD), questions=[ASKED]), chart_part(), sample=True)
    document = pypdfium2.PdfDocument(make_pack(pack, PackOptions(grey=True)).data)
    for page in document:
        pixels = page.render(scale=1).to_numpy().astype(int)
        assert abs(pixels[..., 0] - pixels[..., 1]).max() <= 3
        assert abs(pixels[..., 1] - pixels[..., 2]).max() <= 3
        page.close()
    document.close()


def test_progress_is_told_and_cancel_stops() -> None:
    heard: list[Progress] = []
    token = CancelToken()

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if progress.done == 3:
            token.cancel()

    with pytest.raises(CancelledError):
        make_pack(content(item(*[note("x " * 400)] * 20)), None, listen, token)
    assert [p.done for p in heard] == [1, 2, 3]
    make_pack(content(item()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=400), quote=st.text(max_size=80), large=st.booleans())
def test_no_text_fails(text: str, quote: str, large: bool) -> None:
    asked = QuestionLine(1, text, "draft", (text,), quote, text, quote)
    pack = content(
        CoverPart(),
        QuestionsPart((asked,), (asked,)),
        ItemPart("item:x", quote[:9], text, quote, (note(text, quote, quote[:9]),), (asked,)),
        OtherPart((PaperNotes(text, (note(text, quote),)),)),
    )
    result = make_pack(replace(pack, member=quote, committee=text), PackOptions(large_print=large))
    assert result.page_count >= 4


def test_a_speaking_card_is_one_page_and_says_what_is_not_on_it() -> None:
    notes = [note(f"Note number {n} in a few words of its own.") for n in range(300)]
    pack = content(item(*notes, questions=[ASKED] * 4))
    made = make_pack(pack, PackOptions(cards=True))
    assert made.page_count == 1 and "What was said" in texts(made)[0]
    words = texts(made)[0]
    shown = words.count("Note number")
    assert ASKED.text in words and f"{300 - shown} more notes in the full briefing pack." in words


def test_what_matters_and_promises_are_printed_in_full() -> None:
    matters = MattersPart((("Decisions sought", (MatterLine("Agree the budget.", "12"),)),))
    promised = PromisesPart((PromiseLine(f"Write {HARD}", "PCC", "30 November", "overdue"),))
    words = texts(make_pack(content(matters, promised)))
    assert "Agree the budget. 12" in words[0] and "pack page" in words[0]
    assert f"Write {HARD}" in words[1] and "PCC. By 30 November. Overdue." in words[1]


@given(text=st.text(max_size=300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_survives_into_the_word_document(text: str) -> None:
    pack = content(
        item(note(text), questions=[replace(ASKED, text=text)]),
        PromisesPart((PromiseLine(text, text, text, "due"),)),
    )
    made = docx.Document(io.BytesIO(pack_as_docx(pack, datetime(2020, 11, 20))))
    found = [p.text for p in made.paragraphs]
    if printable(text):
        assert printable(text) in found
        assert f"1. {printable(text)}" in found
