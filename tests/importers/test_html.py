"""Web pages: the article and nothing around it."""

from __future__ import annotations

import pytest

from panel_app.domain.errors import PaperRefusedError
from panel_app.importers.blocks import BlockKind
from panel_app.importers.readers.html import decode_html, read_html


def _shown(body: str) -> list[tuple[str, str, str]]:
    _, blocks = read_html(f"<!doctype html><html><body>{body}</body></html>")
    return [(block.kind.value, block.number, block.text) for block in blocks]


def test_menus_banners_and_scripts_are_left_out() -> None:
    title, blocks = read_html(
        "<html><head><title>Minutes - North Shire</title><style>p{}</style></head><body>"
        "<header>Top</header><nav>Menu</nav><div class='cookie-banner'>Accept</div>"
        "<main><h1>Minutes</h1><p>The panel met in the council chamber at two o'clock.</p>"
        "<script>run()</script></main><footer>Foot</footer></body></html>"
    )
    assert title == "Minutes - North Shire"
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        (BlockKind.HEADING, 1, "Minutes"),
        (BlockKind.PARAGRAPH, 0, "The panel met in the council chamber at two o'clock."),
    ]
    assert _shown("<header>Top</header><div>Words<div>Within</div>after</div>") == [
        ("paragraph", "", "Words"),
        ("paragraph", "", "Within"),
        ("paragraph", "", "after"),
    ]


def test_menus_are_known_by_their_names_where_no_part_is_the_main_one() -> None:
    assert _shown("<ul class='main-nav'><li>Home</ul><p>Words.</p><div id=footer>Foot</div>") == [
        ("paragraph", "", "Words.")
    ]
    assert _shown(
        "<main><p>Words that are more than forty characters long.</p><p id=footer>Note</p></main>"
    ) == [
        ("paragraph", "", "Words that are more than forty characters long."),
        ("paragraph", "", "Note"),
    ]


def test_lists_have_the_numbers_that_a_browser_shows() -> None:
    assert _shown(
        "<ol start=33><li>a<ul><li>sub</ul><li><p>b<p>more</ol>"
        "<ol type=a><li>c<li value=5>d</ol><ol type=I reversed><li>e<li>f</ol>"
    ) == [
        ("paragraph", "33.", "a"),
        ("bullet", "", "sub"),
        ("paragraph", "34.", "b"),
        ("paragraph", "", "more"),
        ("paragraph", "a.", "c"),
        ("paragraph", "e.", "d"),
        ("paragraph", "II.", "e"),
        ("paragraph", "I.", "f"),
    ]


def test_words_entities_and_breaks() -> None:
    assert _shown("<p>Costs&nbsp;<b>rose</b> by\n&pound;5&mdash;twice<br>Next&shy;line</p>") == [
        ("paragraph", "", "Costs rose by £5—twice"),
        ("paragraph", "", "Nextline"),
    ]


def test_cells_over_columns_and_rows_are_laid_out() -> None:
    _, blocks = read_html(
        "<table><caption>Crime</caption><tr><th rowspan=2>Area<th colspan=2>Years</tr>"
        "<tr><td>2019<td>2020</tr><tr><td>North<td>1<td>2<ul><li>up<li>down</ul></tr></table>"
    )
    assert blocks[0].text == "Crime"
    assert blocks[1].rows == (
        ("Area", "Years", ""),
        ("", "2019", "2020"),
        ("North", "1", "2 • up • down"),
    )


@pytest.mark.parametrize(
    "data",
    [
        "£".encode(),
        b"\xef\xbb\xbf" + "£".encode(),
        b"\xff\xfe" + "£".encode("utf-16-le"),
        b"<meta charset=windows-1252>" + "£".encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">' + b"\xa3",
        b"<?xml version='1.0' encoding='iso-8859-15'?>" + b"\xa3",
    ],
)
def test_a_pound_stays_a_pound(data: bytes) -> None:
    assert decode_html(data).endswith("£")


@pytest.mark.parametrize("data", [b"Costs \xa35", b"<meta charset=hex>\xa3", b"<meta charset=nonsense>x"])
def test_a_page_in_no_stated_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(PaperRefusedError, match="£ could come out wrong"):
        decode_html(data)


def test_a_page_nested_without_end_is_read_as_far_as_it_goes() -> None:
    assert _shown("<p>First</p>" + "<div><ul><li>" * 5_000 + "deep")[0] == ("paragraph", "", "First")


def _row(number: str, *paragraphs: str, action: str | None = None) -> str:
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    last = f"<td><p>{action}</p></td>" if action is not None else ""
    return f"<tr><td><p>{number}</p></td><td>{told}</td>{last}</tr>"


def test_minutes_set_as_a_table_of_numbers_and_what_was_said_are_no_table() -> None:
    page = "<tr><th>No.</th><th>Item</th></tr>" + "".join(
        _row(f"{n}.", title, "Minutes:", "It was discussed at length.")
        for n, title in ((7, "Apologies"), (8, "Annual report"), (9, "Precept"))
    )
    assert _shown(f"<table>{page}</table>") == [
        part
        for number, title in (("7", "Apologies"), ("8", "Annual report"), ("9", "Precept"))
        for part in (
            ("heading", number, title),
            ("paragraph", "", "Minutes:"),
            ("paragraph", "", "It was discussed at length."),
        )
    ]


def test_a_column_for_actions_becomes_action_lines() -> None:
    rows = "<tr><td>Item</td><td>Notes</td><td>Action</td></tr>" + "".join(
        _row(str(n), title, "It was discussed.", action=action)
        for n, title, action in (
            (1, "Welcome", ""),
            (2, "Estates", "AB to report"),
            (3, "Fleet", "CD to ask"),
        )
    )
    told = _shown(f"<table>{rows}</table>")
    assert [text for kind, _, text in told if kind == "heading"] == ["Welcome", "Estates", "Fleet"]
    assert [text for _, _, text in told if text.startswith("Action:")] == [
        "Action: AB to report",
        "Action: CD to ask",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        # Findings with their progress, a plan, and figures are tables.
        "<tr><td>No</td><td>Recommendation</td><td>Progress</td></tr>"
        + "".join(_row(str(n), "Do it.", "Do more.", action="Done") for n in range(1, 5)),
        "".join(_row(str(n), "One line only") for n in range(1, 5)),
        "".join(_row(f"{year}", "412", "398") for year in range(2019, 2024)).replace(
            "</p><p>", "</p></td><td><p>"
        ),
    ],
)
def test_real_tables_stay_tables(rows: str) -> None:
    assert [kind for kind, _, _ in _shown(f"<table>{rows}</table>")] == ["table"]
