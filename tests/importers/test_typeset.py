"""What is set comes out of the PDF again, at the place that was noted."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panel_app.domain.papers import PassageKind
from panel_app.importers.blocks import Block, BlockKind, Parts
from panel_app.importers.readers.text import read_markdown
from panel_app.importers.typeset import typeset


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            textpage = page.get_textpage()
            texts.append(" ".join(textpage.get_text_range().split()))
            textpage.close()
            page.close()
        return texts
    finally:
        document.close()


def _set(markdown: str, source: str = "") -> tuple[list[str], object]:
    made = typeset(read_markdown(markdown).blocks, title="T", running_title="Panel", source=source)
    return _texts(made.pdf), made


def test_every_sign_of_a_british_report_is_there() -> None:
    texts, _ = _set("The £1.2m rose by ≥ 5% ± 2 – “so” it’s −3 → 4.", source="From the pack of 27 November")
    assert "The £1.2m rose by ≥ 5% ± 2 – “so” it’s −3 → 4." in texts[0]
    assert "From the pack of 27 November" in texts[0]


def test_a_passage_lies_where_its_words_were_drawn() -> None:
    made = typeset(
        read_markdown("# Calls\n\nFirst paragraph.\n\n33\\. The second one.").blocks,
        title="T",
        running_title="",
        source="",
    )
    passage = made.passages[2]
    assert (passage.number, passage.page) == ("33.", 0)
    document = pdfium.PdfDocument(made.pdf)
    textpage = document[0].get_textpage()
    box = passage.box
    found = textpage.get_text_bounded(box.x0, 841.89 - box.y1 - 1, box.x1, 841.89 - box.y0 + 1)
    assert " ".join(found.split()) == "33. The second one."
    textpage.close()
    document.close()


def test_a_level_one_heading_begins_a_page_and_pages_are_filled_in() -> None:
    table = (
        "| Item | Subject | Pages |\n|---|---|---|\n"
        "| 5 | Minutes | {pages:item-5} |\n| 6 | Covid | {pages:item-6} |"
    )
    body = "\n\n".join("Words that fill the page line by line, again and again. " * 12 for _ in range(12))
    texts, made = _set(
        f"# Agenda\n\n{table}\n\n# 5. Minutes {{#item-5}}\n\n{body}\n\n# 6. Covid {{#item-6}}\n\nEnd."
    )
    starts = {e.title: e.page for e in made.outline}
    assert starts["6. Covid"] > starts["5. Minutes"] == 1
    assert f"5 Minutes 2–{starts['6. Covid']}" in texts[0]
    assert f"6 Covid {len(texts)}" in texts[0]


def test_a_table_longer_than_a_page_goes_on_with_its_head() -> None:
    rows = "\n".join(f"| Month {n} | {n} |" for n in range(120))
    texts, made = _set(f"| Month | Calls |\n|---|---:|\n{rows}")
    assert len(texts) > 2
    assert all("Month Calls" in text for text in texts)
    assert len(made.tables[0].rows) == 121


def test_every_font_is_embedded() -> None:
    made = typeset(
        read_markdown("# A\n\n- b\n\n1\\. c\n\n| a | b |\n|---|---|\n| 1 | 2 |").blocks,
        title="T",
        running_title="R",
        source="S",
    )
    assert b"Helvetica" not in made.pdf


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(
    st.lists(
        st.one_of(
            st.builds(Block, st.just(BlockKind.PARAGRAPH), _TEXT),
            st.builds(Block, st.just(BlockKind.HEADING), _TEXT, level=st.integers(1, 6)),
            st.builds(Block, st.just(BlockKind.BULLET), _TEXT),
            st.builds(
                Block,
                st.just(BlockKind.TABLE),
                rows=st.integers(1, 9).flatmap(
                    lambda n: st.lists(st.tuples(*[_TEXT] * n), min_size=1, max_size=4).map(tuple)
                ),
            ),
        ),
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_the_text_it_can_be_set(blocks: list[Block]) -> None:
    made = typeset(blocks, title="T", running_title="R" * 300, source="S")
    assert made.pdf.startswith(b"%PDF-")
    assert sum(p.kind is PassageKind.TABLE for p in made.passages) == len(made.tables)


_ROWS = st.integers(1, 12).flatmap(
    lambda n: st.lists(
        st.tuples(*[st.one_of(st.just("Words of a cell " * 40), st.text("ab £5%", max_size=30))] * n),
        min_size=1,
        max_size=6,
    )
)


@given(_ROWS)
@settings(max_examples=20, deadline=None)
def test_any_rows_come_back_as_they_were_each_with_its_place(rows: list[tuple[str, ...]]) -> None:
    block = Block(BlockKind.TABLE, rows=tuple(rows))
    made = typeset([block], title="T", running_title="R", source="")
    (table,) = made.tables
    assert table.rows == tuple(rows)
    assert len(table.places) == len(rows)
    order = [(place.page, place.box.y0) for place in table.places]
    assert order == sorted(order)


def test_rows_on_following_pages_have_their_own_page_and_words() -> None:
    rows = (("Month", "Calls"), *((f"Month {n}", str(n)) for n in range(120)))
    made = typeset([Block(BlockKind.TABLE, rows=rows)], title="T", running_title="", source="")
    texts = _texts(made.pdf)
    (table,) = made.tables
    assert table.places[0].page == 0
    assert table.places[-1].page == len(texts) - 1 > 0
    for row, place in zip(rows, table.places, strict=True):
        assert " ".join(row) in texts[place.page]


def test_a_head_that_fills_pages_and_words_without_end_are_set() -> None:
    rows = (("Words " * 3_000, "b"), ("x" * 5_000, "y"), ("1", "2"))
    texts = _texts(typeset([Block(BlockKind.TABLE, rows=rows)], title="T", running_title="", source="").pdf)
    assert sum(text.count("Words") for text in texts) == 3_000
    assert sum(text.count("x") for text in texts) == 5_000


def test_a_table_of_too_many_columns_becomes_lines() -> None:
    rows = (tuple(f"Head{n}" for n in range(60)), tuple(f"{n},345" for n in range(60)))
    made = typeset([Block(BlockKind.TABLE, rows=rows)], title="T", running_title="", source="")
    assert "Head1 · Head2" in _texts(made.pdf)[0]
    assert made.tables[0].rows == rows


@pytest.mark.parametrize(
    ("parts", "words", "pages"),
    [
        (Parts.ON_NEW_PAGES, 1, [0, 1, 2]),
        (Parts.SHORT_ONES_TOGETHER, 1, [0, 0, 0]),
        (Parts.SHORT_ONES_TOGETHER, 400, [0, 1, 2]),
        (Parts.RUNNING_ON, 1, [0, 0, 0]),
    ],
)
def test_where_the_parts_of_a_paper_begin(parts: Parts, words: int, pages: list[int]) -> None:
    blocks = [Block(BlockKind.HEADING, f"Head {n}", level=1) for n in range(3)]
    blocks = [part for head in blocks for part in (head, Block(BlockKind.PARAGRAPH, "Words. " * words))]
    made = typeset(blocks, title="T", running_title="", source="", parts=parts)
    assert [entry.page for entry in made.outline] == pages
