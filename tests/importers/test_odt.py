"""OpenDocument texts: what is shown is what is read."""

from __future__ import annotations

import pytest

from panel_app.domain.errors import PaperRefusedError
from panel_app.importers.blocks import Block, BlockKind
from panel_app.importers.readers.odt import OdtDocument, OdtReader
from panel_app.importers.readers.package import Package
from tests.conftest import SHARED
from tests.importers.office_files import odt, zipped

LISTS = """
<text:list-style style:name="N">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."
  text:start-value="33"/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
 <text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/>
</text:list-style>
<text:list-style style:name="B">
 <text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:style style:name="Strong"><style:text-properties fo:font-weight="bold"/></style:style>
"""


def _blocks(body: str) -> list[Block]:
    return OdtDocument(Package(odt(body, styles=LISTS))).blocks()


def _item(text: str, more: str = "") -> str:
    return f"<text:list-item><text:p>{text}</text:p>{more}</text:list-item>"


def test_lists_print_their_numbers() -> None:
    nested = f"<text:list>{_item('b')}{_item('c')}</text:list>"
    blocks = _blocks(
        f'<text:list text:style-name="N">{_item("a", nested)}{_item("d")}</text:list>'
        "<text:h text:outline-level='2'>Between</text:h>"
        f'<text:list text:style-name="N" text:continue-numbering="true">{_item("e")}</text:list>'
        f'<text:list text:style-name="N">{_item("f")}</text:list>'
        f'<text:list text:style-name="B">{_item("g")}</text:list>'
    )
    assert [(b.number, b.text) for b in blocks] == [
        ("33.", "a"), ("(a)", "b"), ("(b)", "c"), ("34.", "d"), ("", "Between"),
        ("35.", "e"), ("33.", "f"), ("", "g"),
    ]  # fmt: skip
    assert blocks[-1].kind is BlockKind.BULLET


def test_spaces_breaks_notes_boxes_and_changes() -> None:
    blocks = _blocks(
        "<text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
        "<text:p>Spent<text:s text:c='3'/>£5<text:tab/>in<text:soft-page-break/> all"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In 2019</text:p>"
        "</text:note-body></text:note><text:line-break/>Next line</text:p>"
        "<text:p>Beside<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>"
        "</text:p>"
        "<text:p><text:span text:style-name='Strong'>A bold line</text:span></text:p>"
    )
    assert [(b.kind.value, b.number, b.text) for b in blocks] == [
        ("paragraph", "", "Spent £5 in all [1]"),
        ("paragraph", "", "Next line"),
        ("paragraph", "", "Beside"),
        ("paragraph", "", "In the box"),
        ("heading", "", "A bold line"),
        ("heading", "", "Notes"),
        ("paragraph", "[1]", "In 2019"),
    ]


def test_tables_with_merged_and_repeated_cells() -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    (block,) = _blocks(
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("Area", 'table:number-rows-spanned="2"')
        + cell("Years", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row>"
        + "<table:covered-table-cell/>"
        + cell("2019")
        + cell("2020")
        + "</table:table-row><table:table-row>"
        + cell("North")
        + cell("0", 'table:number-columns-repeated="2"')
        + "</table:table-row></table:table>"
    )
    assert block.rows == (("Area", "Years", ""), ("", "2019", "2020"), ("North", "0", "0"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"words", "is not an OpenDocument text"),
        (odt("<text:p>x</text:p>")[:300], "is damaged"),
        (zipped({"content.xml": "<a/>"}), "is damaged"),
    ],
)
def test_a_broken_document_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(PaperRefusedError, match=says):
        OdtReader().read(data, "a.odt", None)  # type: ignore[arg-type]


def test_real_minutes_have_headings_and_a_table() -> None:
    papers = sorted((SHARED / "papers" / "uk-gov-panels").glob("*.odt"))
    if not papers:
        pytest.skip("no real papers here")
    for path in papers:
        blocks = OdtDocument(Package(path.read_bytes())).blocks()
        assert sum(block.kind is BlockKind.HEADING for block in blocks) >= 5
        assert any(block.kind is BlockKind.TABLE and len(block.rows[0]) >= 2 for block in blocks)
