"""Word documents: what Word shows is what is read."""

from __future__ import annotations

import pytest

from panel_app.domain.errors import PaperRefusedError
from panel_app.importers.blocks import Block, BlockKind
from panel_app.importers.readers import readers
from panel_app.importers.readers.docx import DocxReader, WordDocument
from panel_app.importers.readers.package import Package
from tests.importers.office_files import docx, level, numbered, para, zipped


def _blocks(body: str, **parts: str) -> list[Block]:
    return WordDocument(Package(docx(body, **parts))).blocks()


def _shown(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(block.number, block.text) for block in _blocks(body, **parts)]


def _table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def test_headings_go_by_style_and_outline_level() -> None:
    blocks = _blocks(
        para("Part", style="H1")
        + para("Own", style="Own")
        + para("Contents 4", style="Toc")
        + para("A bold line", run="<w:b/>")
        + para("A bold sentence ends so.", run="<w:b/>")
        + para("Not bold", run='<w:b w:val="0"/>')
    )
    assert [(b.kind, b.level, b.text, b.bold) for b in blocks] == [
        (BlockKind.HEADING, 1, "Part", False),
        (BlockKind.HEADING, 2, "Own", False),
        (BlockKind.HEADING, 3, "A bold line", False),
        (BlockKind.PARAGRAPH, 0, "A bold sentence ends so.", True),
        (BlockKind.PARAGRAPH, 0, "Not bold", False),
    ]


def test_numbers_continue_over_headings_and_restart_below_a_higher_level() -> None:
    numbering = numbered(
        "1",
        level(0, "%1.", start=33),
        level(1, "%1.%2"),
        level(2, "(%3)", format_="lowerLetter"),
        level(3, "%4)", format_="upperRoman"),
    )
    body = (
        para("a", number="1")
        + para("Between", style="H2")
        + para("b", number="1")
        + para("c", number="1", level=1)
        + para("d", number="1", level=2)
        + para("e", number="1", level=2)
        + para("f", number="1", level=3)
        + para("g", number="1", level=1)
        + para("h", number="1", level=2)
        + para("i", number="1")
        + para("j", number="1", level=1)
    )
    assert [number for number, _ in _shown(body, numbering=numbering)] == [
        "33.", "", "34.", "34.1", "(a)", "(b)", "I)", "34.2", "(a)", "35.", "35.1",
    ]  # fmt: skip


def test_a_number_shared_goes_on_and_one_with_its_own_start_begins_again() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    numbering = numbered("1", level(0, "%1."), numbers=more)
    body = "".join(para("x", number=number) for number in "122331")
    assert [n for n, _ in _shown(body, numbering=numbering)] == ["1.", "2.", "3.", "7.", "8.", "9."]


def test_a_level_may_never_restart_and_legal_numbers_are_figures() -> None:
    numbering = numbered(
        "1",
        level(0, "%1", format_="upperRoman"),
        level(1, "%1.%2", more='<w:lvlRestart w:val="0"/><w:isLgl/>'),
    )
    body = "".join(para("x", number="1", level=at) for at in (0, 1, 0, 1))
    assert [n for n, _ in _shown(body, numbering=numbering)] == ["I", "1.1", "II", "2.2"]


def test_bullets_keep_their_depth_and_typed_numbers_stay() -> None:
    numbering = numbered("1", level(0, "o", format_="bullet"), level(1, "-", format_="bullet"))
    blocks = _blocks(
        para("one", number="1") + para("two", number="1", level=1) + para("12. Typed"), numbering=numbering
    )
    assert [(b.kind, b.level, b.number, b.text) for b in blocks] == [
        (BlockKind.BULLET, 1, "", "one"),
        (BlockKind.BULLET, 2, "", "two"),
        (BlockKind.PARAGRAPH, 0, "12.", "Typed"),
    ]


def test_changes_are_accepted_and_only_results_of_fields_are_read() -> None:
    body = (
        "<w:p><w:r><w:t>Crime </w:t></w:r><w:ins><w:r><w:t>fell</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>rose</w:delText></w:r></w:del>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> by 9%</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:hyperlink><w:r><w:t> here</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t> now</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
    )
    assert _shown(body) == [("", "Crime fell by 9% here now")]


def test_lines_tabs_and_hyphens_within_a_paragraph() -> None:
    body = (
        "<w:p><w:r><w:t>Cllr A</w:t><w:tab/><w:t>North</w:t><w:br/><w:t>co</w:t><w:softHyphen/>"
        "<w:t>op</w:t><w:noBreakHyphen/><w:t>ted</w:t></w:r></w:p>"
    )
    assert _shown(body) == [("", "Cllr A North"), ("", "coop-ted")]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{para('In the box')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert _shown(body) == [("", "Outside"), ("", "In the box")]


def test_notes_stand_at_the_end() -> None:
    body = '<w:p><w:r><w:t>Spent £5</w:t><w:footnoteReference w:id="2"/></w:r></w:p>' + para("Next")
    notes = f'<w:footnote w:id="2">{para("In 2019")}</w:footnote>'
    assert _shown(body, footnotes=notes) == [
        ("", "Spent £5 [1]"),
        ("", "Next"),
        ("", "Notes"),
        ("[1]", "In 2019"),
    ]


def test_merged_cells_have_their_words_once() -> None:
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (block,) = _blocks(
        _table(
            _cell("Area", start) + _cell("Years", '<w:gridSpan w:val="2"/>'),
            _cell("", goes_on) + _cell("2019") + _cell("2020"),
            _cell("North") + _cell("1") + _cell("2"),
        )
    )
    assert block.rows == (("Area", "Years", ""), ("", "2019", "2020"), ("North", "1", "2"))


def test_a_table_in_a_cell_becomes_its_words_and_a_frame_is_taken_away() -> None:
    inner = _table(_cell("x") + _cell("y"))
    (block,) = _blocks(_table(_cell("a") + f"<w:tc>{inner}</w:tc>"))
    assert block.rows == (("a", "x y"),)
    assert [b.text for b in _blocks(_table(f"<w:tc>{para('One')}{para('Two')}</w:tc>"))] == ["One", "Two"]


def test_properties_are_the_title_and_subject() -> None:
    core = "<dc:title>Agenda for Panel</dc:title><dc:subject>Papers</dc:subject>"
    document = WordDocument(Package(docx(para("x"), core=core)))
    assert (document.title, document.subject) == ("Agenda for Panel", "Papers")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"only words", "is not a Word document"),
        (b"PK\x03\x04 broken", "is damaged"),
        (docx(para("x"))[:400], "is damaged"),
        (docx("<w:p><w:r>"), "is damaged"),
        (docx(""), "has no words"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "instructions"),
        (zipped({"word/document.xml": b" " * 70_000_000}), "unfolds"),
    ],
)
def test_a_broken_document_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    reader = DocxReader()
    assert next(one for one in readers() if one.accepts(data, ".docx")).name == reader.name
    with pytest.raises(PaperRefusedError, match=says):
        reader.read(data, "a.docx", None)  # type: ignore[arg-type]


def test_the_bytes_say_what_a_file_is() -> None:
    def reader(data: bytes, ending: str) -> str:
        return next((one.name for one in readers() if one.accepts(data, ending)), "")

    assert reader(b"%PDF-1.7 and so on", ".docx") == "PDF"
    assert reader(docx(para("x")), ".doc") == "Word document"
    assert reader(b"\n<!DOCTYPE html><html><body>x", ".doc") == "web page"
    assert reader(b"plain words", ".doc") == ""
