import pytest
from hypothesis import given
from hypothesis import strategies as st

from panel_app.domain.papers import Box
from panel_app.importers.labels import pack_labels
from panel_app.importers.lines import Line


def _foot(page: int, text: str) -> Line:
    return Line(page, text, Box(280, 805, 320, 815), 10)


def _labels(feet: list[str], own: list[str] | None = None) -> list[str]:
    lines = [_foot(page, text) for page, text in enumerate(feet) if text]
    return pack_labels(own or [""] * len(feet), lines, [842.0] * len(feet))


def test_printed_numbers_are_the_labels_and_pages_before_them_are_the_front() -> None:
    assert _labels(["", "", "Page 1", "Page 2", "Page 3"]) == ["front 1", "front 2", "1", "2", "3"]


def test_a_page_without_its_number_is_counted_on() -> None:
    assert _labels(["Page 35", "", "Page 37", "Page 38"]) == ["35", "36", "37", "38"]


def test_numbers_of_the_reports_inside_do_not_count_against_the_pack_s() -> None:
    feet = ["Page 9", "Page 10", "Page 11", "Page 12"]
    inner = [Line(page, f"Page {page + 1} of 4", Box(500, 30, 560, 40), 9) for page in range(4)]
    lines = [_foot(page, text) for page, text in enumerate(feet)] + inner
    assert pack_labels([""] * 4, lines, [842.0] * 4) == ["9", "10", "11", "12"]


def test_where_exempt_pages_were_taken_out_the_printed_numbers_still_hold() -> None:
    feet = [f"Page {n}" for n in (1, 2, 3, 4, 15, 16, 17, 18)]
    assert _labels(feet) == ["1", "2", "3", "4", "15", "16", "17", "18"]


def test_the_file_s_own_labels_win_when_they_say_more_than_a_count() -> None:
    assert _labels(["", "", ""], ["i", "ii", "1"]) == ["i", "ii", "1"]


def test_with_nothing_printed_pages_are_counted() -> None:
    assert _labels(["", "2016 crimes", ""], ["1", "2", "3"]) == ["1", "2", "3"]


def _sheet(*texts: str, page: int = 0) -> list[Line]:
    return [Line(page, text, Box(60, 200 + 20 * at, 500, 212 + 20 * at), 11) for at, text in enumerate(texts)]


def test_a_supplement_goes_on_where_its_front_sheet_says() -> None:
    lines = _sheet("7. Late report (Pages 77 - 79)", "8. Another (Pages 80 \u2013 82)")
    made = pack_labels([""] * 8, lines, [842.0] * 8)
    assert made == ["front 1", "front 2", "77", "78", "79", "80", "81", "82"]


@pytest.mark.parametrize(
    "said",
    [
        "7. Late report (Pages 77 - 90)",
        "See pages 77 - 82 of the pack",
        "7. Late report (Pages 77 - 78) 8. Another (Pages 81 - 82)",
        "1. Report (Pages 3 - 8)",
        "7. Late report (Pages 82 - 77)",
    ],
)
def test_a_range_that_does_not_fill_the_pages_is_not_believed(said: str) -> None:
    assert pack_labels([""] * 8, _sheet(said), [842.0] * 8) == [str(n) for n in range(1, 9)]


def test_a_range_behind_the_front_sheet_is_somebody_else_s() -> None:
    lines = _sheet("7. Late report (Pages 77 - 82)", page=3)
    assert pack_labels([""] * 8, lines, [842.0] * 8) == [str(n) for n in range(1, 9)]


@given(
    st.lists(st.sampled_from(["", "Page 3", "7", "Page 12", "- 4 -", "Page 2 of 9"]), min_size=1, max_size=30)
)
def test_no_two_pages_share_a_label(feet: list[str]) -> None:
    made = _labels(feet)
    assert len(made) == len(feet)
    assert len(set(made)) == len(made)
