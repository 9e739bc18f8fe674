import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.errors import PaperRefusedError
from panel_app.importers.blocks import Block, BlockKind
from panel_app.importers.readers.text import decode, read_markdown, read_plain


def test_latin_1_is_refused_because_the_pound_signs_would_be_guessed() -> None:
    with pytest.raises(PaperRefusedError, match=r"not in UTF-8.*Save as"):
        decode("The grant was £550,000.".encode("latin-1"))


def test_a_nul_is_refused() -> None:
    with pytest.raises(PaperRefusedError, match="not text"):
        decode(b"The grant\x00 was")


def test_nothing_but_space_is_refused() -> None:
    with pytest.raises(PaperRefusedError, match="empty"):
        decode(b" \r\n\t ")


def test_utf_16_with_its_mark_is_read() -> None:
    assert decode("£550,000".encode("utf-16")) == "£550,000"


def test_markdown_keeps_headings_numbers_bullets_and_tables() -> None:
    content = read_markdown(
        '+++\nkind = "report"\ndate = 2020-11-27\n+++\n\n# 5. Minutes {#item-5}\n\n33\\. Crime **fell**.\n\n'
        "- one\n- two\n\n**Table 1: Calls**\n\n| Month | Calls |\n|---|---:|\n| July | 1,205 |\n"
    )
    assert content.facts == {"kind": "report", "date": "2020-11-27"}
    heading, paragraph, one, two, caption, table = content.blocks
    assert (heading.kind, heading.number, heading.text, heading.anchor) == (
        BlockKind.HEADING,
        "5.",
        "Minutes",
        "item-5",
    )
    assert (paragraph.number, paragraph.text) == ("33.", "Crime fell.")
    assert [one.text, two.text] == ["one", "two"]
    assert caption.bold
    assert table.rows == (("Month", "Calls"), ("July", "1,205"))
    assert table.right_aligned == (False, True)


def test_tabs_in_plain_text_are_tables_and_short_lines_alone_are_headings() -> None:
    content = read_plain("Work programme\n\nThe panel agreed its work.\n\nMonth\tItem\nJune\tPrecept\n")
    assert [b.kind for b in content.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TABLE]
    assert content.blocks[2].rows == (("Month", "Item"), ("June", "Precept"))


def test_lines_broken_where_a_page_was_full_are_joined() -> None:
    sentence = (
        "The purpose of this report is to provide members of the Police and Crime\nPanel with an update.\n\n"
    )
    content = read_plain(sentence * 12)
    assert {b.text for b in content.blocks} == {
        "The purpose of this report is to provide members of the Police and Crime Panel with an update."
    }


FULL = "The panel looked at the figures for the whole of the year and asked for more of them to be\nsent.\n\n"
"""Lines as a PDF leaves them, enough to tell that a page's width broke them."""


def wrapped(text: str) -> list[Block]:
    """The blocks of a text among lines that end where a page was full."""
    blocks = list(read_plain(FULL * 12 + text + "\n\n" + FULL).blocks)
    return blocks[12:-1]


def told(blocks: list[Block]) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.number, block.text) for block in blocks]


def test_a_title_over_several_lines_is_one_heading() -> None:
    assert told(
        wrapped(
            "REPORT OF THE \nTREASURER \n\n3 March 2016 \n\n"
            "Objective 1 – To answer calls, with a \nfocus on speed "
        )
    ) == [
        ("heading", "", "REPORT OF THE TREASURER"),
        ("paragraph", "", "3 March 2016"),
        ("heading", "", "Objective 1 – To answer calls, with a focus on speed"),
    ]


def test_a_dash_or_a_figure_at_the_beginning_of_a_line_goes_on_with_the_sentence() -> None:
    text = (
        "The plan covers each of the areas of the county, and runs from 1 April 2013\n"
        "– 31 March 2017. The average rose from 700 to\n808. It has not changed since."
    )
    assert told(wrapped(text)) == [("paragraph", "", " ".join(text.split()))]


def test_numbered_paragraphs_and_bullets_are_still_told_apart() -> None:
    text = "1. The first point was agreed by all.\n2. The second was not.\n• one\n• two"
    assert told(wrapped(text)) == [
        ("paragraph", "1.", "The first point was agreed by all."),
        ("paragraph", "2.", "The second was not."),
        ("bullet", "", "one"),
        ("bullet", "", "two"),
    ]


def test_a_numbered_title_stands_over_its_text_and_a_title_after_it() -> None:
    text = "2.1 Confidence\nPublic confidence is asked for in a survey every\nquarter. \n Hate Crime "
    assert told(wrapped(text)) == [
        ("heading", "2.1", "Confidence"),
        ("paragraph", "", "Public confidence is asked for in a survey every quarter."),
        ("heading", "", "Hate Crime"),
    ]


def test_two_short_lines_are_no_heading_and_neither_is_the_foot_of_a_page() -> None:
    assert told(wrapped("Fewer victims\nBetter follow-up\n\nPage 15 of 45")) == [
        ("paragraph", "", "Fewer victims Better follow-up"),
        ("paragraph", "", "Page 15 of 45"),
    ]


def test_a_paragraph_that_a_page_break_cut_is_whole_again() -> None:
    content = read_plain(
        "16. The office pays for youth services, such as counselling, for young people in the towns and "
        "for those\n\nwho look after them.\n\n"
        "17. The fund of the county was opened in spring to all those who had applied for it by "
        "December\n\n"
        "2023, and it closed in May.\n\nSafer roads\n\nand what we did for them."
    )
    assert told(list(content.blocks)) == [
        (
            "paragraph",
            "16.",
            "The office pays for youth services, such as counselling, for young people in the towns and "
            "for those who look after them.",
        ),
        (
            "paragraph",
            "17.",
            "The fund of the county was opened in spring to all those who had applied for it by "
            "December 2023, and it closed in May.",
        ),
        ("heading", "", "Safer roads"),
        ("paragraph", "", "and what we did for them."),
    ]


def test_a_quarter_is_no_number() -> None:
    (block,) = read_plain("Q4 performance was stable in all the areas of the county, as before.").blocks
    assert (block.number, block.text[:14]) == ("", "Q4 performance")


def test_empty_cells_at_the_end_of_a_row_keep_it_in_its_table() -> None:
    content = read_plain("SAFER STREETS\t\t\nRef\tWhat\tDone\n1\tLamps\t\n2\tDoors\tYes\n")
    (table,) = content.blocks
    assert table.rows == (
        ("SAFER STREETS", "", ""),
        ("Ref", "What", "Done"),
        ("1", "Lamps", ""),
        ("2", "Doors", "Yes"),
    )


def test_tabs_between_the_words_of_a_bullet_make_no_table() -> None:
    content = read_plain("Our aims:\n\n• to\tcut\tcrime\tand\n• to\thelp\tvictims")
    assert [(b.kind, b.text) for b in content.blocks[1:]] == [
        (BlockKind.BULLET, "to cut crime and"),
        (BlockKind.BULLET, "to help victims"),
    ]


LINES = """\
 |Crime fell in|the county.|– 3 March|808. It rose|• one|TITLE|2.1 Confidence|Objective 1 – To help|Page 3\
|A\tB|Q2 figures|3 March 2016| Set apart|and so on|"""


@given(st.lists(st.sampled_from(LINES.split("|")), max_size=30))
def test_no_word_of_a_plain_text_is_lost_or_moved(lines: list[str]) -> None:
    for text in ("\n".join(lines), FULL * 12 + "\n".join(lines)):
        blocks = read_plain(text).blocks
        read = " ".join(
            " ".join((b.number, b.text, *(cell for row in b.rows for cell in row))) for b in blocks
        )
        assert re.findall(r"\w+", read) == re.findall(r"\w+", text)
