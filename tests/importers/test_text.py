import pytest

from panel_app.domain.errors import PaperRefusedError
from panel_app.importers.blocks import BlockKind
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
