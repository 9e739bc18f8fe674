from panel_app.domain.papers import Box, PassageKind
from panel_app.importers.lines import Line
from panel_app.importers.passages import read_passages, split_number


def _lines(*texts: tuple[str, float, float] | str) -> list[Line]:
    lines, y = [], 100.0
    for entry in texts:
        text, size, gap = (entry, 11.0, 4.0) if isinstance(entry, str) else entry
        y += gap
        lines.append(Line(0, text, Box(72, y, 72 + 5 * len(text), y + size), size))
        y += size
    return lines


def _read(*texts: tuple[str, float, float] | str) -> list[tuple[str, str, str]]:
    return [(p.kind.value, p.number, p.text) for p in read_passages(_lines(*texts), [842.0])]


def test_lines_that_run_on_are_one_paragraph_and_a_gap_begins_another() -> None:
    assert _read("The force answered most", "calls in time.", ("A second paragraph", 11, 14)) == [
        ("paragraph", "", "The force answered most calls in time."),
        ("paragraph", "", "A second paragraph"),
    ]


def test_a_printed_number_begins_a_passage_and_is_kept() -> None:
    assert _read("33. Crime fell.", "34. Calls rose", "again.") == [
        ("paragraph", "33.", "Crime fell."),
        ("paragraph", "34.", "Calls rose again."),
    ]


def test_larger_type_is_a_heading() -> None:
    read = _read(("Anti-social behaviour", 16, 20), "Incidents fell by 32%.", "That is 6,153 fewer.")
    assert read[0] == ("heading", "", "Anti-social behaviour")
    assert read[1][0] == "paragraph"


def test_bullets_lose_their_sign() -> None:
    assert _read("• Fly tipping", "• Speeding") == [("bullet", "", "Fly tipping"), ("bullet", "", "Speeding")]


def test_a_passage_s_box_holds_all_its_lines() -> None:
    (passage,) = read_passages(_lines("One line", "and a longer second line"), [842.0])
    assert passage.kind is PassageKind.PARAGRAPH
    assert (passage.box.x0, passage.box.y0) == (72, 104)
    assert passage.box.y1 == 130
    assert passage.box.x1 == 72 + 5 * len("and a longer second line")


def test_running_titles_and_page_numbers_are_left_out() -> None:
    lines = []
    for page in range(5):
        lines.append(Line(page, f"Panel, 27 November 2020 {page}", Box(72, 30, 300, 40), 9))
        lines.append(Line(page, f"What page {page} says.", Box(72, 300, 300, 311), 11))
        lines.append(Line(page, f"Page {page + 1}", Box(280, 810, 320, 820), 9))
    assert [p.text for p in read_passages(lines, [842.0] * 5)] == [f"What page {n} says." for n in range(5)]


def test_printed_numbers_of_every_form() -> None:
    for text, number in {
        "33. Words": "33.",
        "1.2 Words": "1.2",
        "A2.1 Words": "A2.1",
        "(a) Words": "(a)",
        "12) Words": "12)",
        "2020 was hard": "",
        "3,500 calls": "",
    }.items():
        assert split_number(text)[0] == number, text


def test_letters_and_roman_numbers_begin_passages() -> None:
    read = _read("a. Calls rose.", "b. Crime fell.", "iv) Cost held.")
    assert [number for _, number, _ in read] == ["a.", "b.", "iv)"]


def _bold(text: str, y: float) -> Line:
    return Line(0, text, Box(72, y, 72 + 5 * len(text), y + 11), 11.0, bold=True)


def test_a_bold_heading_over_two_lines_is_one() -> None:
    lines = [
        _bold("The yearly report of the northern agency", 100),
        _bold("2023/2024", 114),
        *_lines("It ran on."),
    ]
    read = read_passages(lines, [842.0])
    assert (read[0].kind, read[0].text) == (
        PassageKind.HEADING,
        "The yearly report of the northern agency 2023/2024",
    )


def test_bold_lines_that_make_a_sentence_are_no_heading() -> None:
    lines = [_bold("Action: the clerk to send the list to", 100), _bold("members by Friday.", 114)]
    (read,) = read_passages(lines, [842.0])
    assert (read.kind, read.text) == (
        PassageKind.PARAGRAPH,
        "Action: the clerk to send the list to members by Friday.",
    )
