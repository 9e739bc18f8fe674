"""Figures in, as an officer brings them: each file is read rightly or refused whole, with row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import psutil
import pytest

from panel_app.domain.changes import CancelToken
from panel_app.domain.column_mapping import ColumnMapping, Field
from panel_app.domain.errors import CancelledError, UserFacingError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import AreaKind, Better, ObservationStatus, PrintedLimits, Series
from panel_app.domain.periods import PeriodKind, month, period_ending, quarter
from panel_app.paths import data_dir
from panel_app.services.desk import Desk

HEAD = "measure,area,period,value\n"
Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(content: str | bytes, name: str = "figures.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return file


def the(desk: Desk, measure: str = "theft", area: str = "West Mercia") -> Series:
    return desk.measures.series(MeasureId(measure), area)


def values(desk: Desk, measure: str = "theft", area: str = "West Mercia") -> list[Decimal | None]:
    return [o.value for o in the(desk, measure, area).observations]


def refused(desk: Desk, path: Path, mapping: ColumnMapping | None = None) -> str:
    """The sentence; nothing of the file is in the store."""
    before = desk.measures._measures.state()
    with pytest.raises(UserFacingError) as error:
        desk.measures_import.import_file(path, mapping)
    assert desk.measures._measures.state() == before
    sentence = str(error.value)
    assert path.name in sentence
    return sentence


def test_the_template_brings_everything_that_a_measure_has(desk: Desk, write: Write) -> None:
    report = desk.measures_import.import_file(
        write(
            "measure,area,period,value,unit,better,theme,quality,status,area kind,within,lower limit,"
            "upper limit,target,source\n"
            "999 calls,Telford,2020-06,88%,%,more,Calls,,provisional,local policing area,West Mercia,"
            "80%,95%,90%,Control room\n"
        )
    )
    assert (report.added.measures, report.added.values) == (1, 1)
    series = the(desk, "999-calls", "Telford")
    assert (series.measure.unit, series.measure.better, series.measure.theme) == ("%", Better.MORE, "Calls")
    (one,) = series.observations
    assert (one.period, one.printed, one.value) == (month(2020, 6), "88%", 88)
    assert (one.status, one.source, one.row) == (ObservationStatus.PROVISIONAL, "Control room", 2)
    assert one.limits == PrintedLimits(Decimal(80), Decimal(95))
    assert one.as_of == date(2020, 11, 22), "the day it was brought in"
    target = series.target_on(date(2020, 6, 30))
    assert target is not None and (target.value, target.printed) == (90, "90%")
    assert series.target_on(date(2020, 3, 31)) is None
    area = desk.measures._measures.area("Telford")
    assert (area.kind, area.within) == (AreaKind.LOCAL, "West Mercia")
    assert desk.measures._measures.parts_of("West Mercia") == ["Telford"]


@pytest.mark.parametrize("text", ["", "*", "-", "n/a", "c"])
def test_no_value_is_kept_as_none_with_what_was_printed(desk: Desk, write: Write, text: str) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Theft,West Mercia,Jun-20,{text}\n"))
    (one,) = the(desk).observations
    assert (one.value, one.printed, one.status) == (None, text, ObservationStatus.MISSING)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"1,204"', 1204),
        ("(12)", -12),
        ("-12", -12),
        ('"£1,204"', 1204),
        ("£1.2m", 1_200_000),
        ("1204", 1204),
    ],
)
def test_numbers_as_people_write_them(desk: Desk, write: Write, text: str, value: int) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Theft,West Mercia,Jun-20,{text}\n"))
    assert values(desk) == [value]


def test_money_in_millions_stays_in_millions(desk: Desk, write: Write) -> None:
    head = "measure,area,period,value,unit\n"
    desk.measures_import.import_file(
        write(f"{head}Pay,West Mercia,2020/21,27.169,£m\nPay,West Mercia,2019/20,£26m,£m\n")
    )
    assert values(desk, "pay") == [26, Decimal("27.169")]


def test_shares_of_one_are_read_as_per_cent_over_the_whole_file(desk: Desk, write: Write) -> None:
    head = "measure,area,period,value,unit\n"
    report = desk.measures_import.import_file(
        write(f"{head}Calls,West Mercia,Jun-20,0.53,%\nCalls,West Mercia,Jul-20,1,%\n")
    )
    assert values(desk, "calls") == [53, 100]
    assert report.remarks == ("“Calls” is given as shares of 1: 0.53 was read as 53%.",)


def test_per_cent_is_left_as_it_is_where_a_value_is_over_one(desk: Desk, write: Write) -> None:
    shares = zip(("Jun-20", "Jul-20", "Aug-20"), ("0.5", "1.5", "53 %"), strict=True)
    rows = "".join(f"Calls,West Mercia,{period},{share},%\n" for period, share in shares)
    report = desk.measures_import.import_file(write(f"measure,area,period,value,unit\n{rows}"))
    assert values(desk, "calls") == [Decimal("0.5"), Decimal("1.5"), 53]
    assert report.remarks == ()


def test_a_share_that_could_be_either_is_refused(desk: Desk, write: Write) -> None:
    said = refused(desk, write(f"{HEAD}Calls,West Mercia,Jun-20,53%\nCalls,West Mercia,Jul-20,0.53\n"))
    assert "row 3, column “value”: it could be a share of 1 or a percentage" in said


@pytest.mark.parametrize(
    ("period", "start"),
    [("2020-06", month(2020, 6)), ("Jun-20", month(2020, 6)), ("Q1 20/21", quarter(2020, 4))],
)
def test_periods_as_people_write_them(desk: Desk, write: Write, period: str, start: object) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Theft,West Mercia,{period},5\n"))
    assert [o.period for o in the(desk).observations] == [start]


def test_a_day_that_ends_a_year_needs_and_takes_its_kind(desk: Desk, write: Write) -> None:
    text = f"{HEAD}Theft,West Mercia,30-12-2017,5\n"
    assert "row 2, column “period”: “30-12-2017” is a day" in refused(desk, write(text))
    head = "measure,area,period,period kind,value\n"
    desk.measures_import.import_file(write(f"{head}Theft,West Mercia,30-12-2017,rolling year,5\n"))
    assert the(desk).observations[0].period == period_ending(PeriodKind.ROLLING_YEAR, 2017, 12)


def test_two_values_for_one_period_are_refused_with_both_rows(desk: Desk, write: Write) -> None:
    said = refused(
        desk,
        write(f"{HEAD}Theft,West Mercia,Jun-20,5\nTheft,West Mercia,Jul-20,5\nTheft,West Mercia,2020-06,6\n"),
    )
    assert "rows 2 and 4, gives two values, 5 and 6, for “Theft” in West Mercia in June 2020" in said


def test_one_value_twice_is_one_value(desk: Desk, write: Write) -> None:
    printed = (("Jun-20", '"1,000"'), ("2020-06", "1000.0"), ("Jun-20", "-"))
    rows = "".join(f"Theft,West Mercia,{period},{value}\n" for period, value in printed)
    assert desk.measures_import.import_file(write(HEAD + rows)).added.values == 1
    assert values(desk) == [1000]


def test_a_series_of_one_point_and_equal_points_come_in(desk: Desk, write: Write) -> None:
    rows = "".join(f"Theft,West Mercia,2020-{m:02},7\n" for m in range(1, 13))
    desk.measures_import.import_file(write(f"{HEAD}{rows}Arson,West Mercia,Jun-20,1\n"))
    by_name = {row.measure.name: row for row in desk.measures.scorecard("West Mercia")}
    assert by_name["Theft"].signal is not None and by_name["Arson"].signal is not None
    assert by_name["Theft"].signal.sentence.startswith("Within the range of the last 12 months")
    assert by_name["Arson"].signal.sentence.startswith("There is one figure")


def test_latin_1_is_read(desk: Desk, write: Write) -> None:
    desk.measures_import.import_file(
        write(f"{HEAD}Caf\u00e9 theft,Dyfed\u2013Powys,Jun-20,£5\n".encode("cp1252"))
    )
    assert desk.measures.areas() == ["Dyfed–Powys"]
    assert [m.name for m in desk.measures.measures()] == ["Café theft"]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_line_ends_and_delimiters_of_other_programs(desk: Desk, write: Write, end: str, mark: str) -> None:
    text = f"{HEAD}Theft,West Mercia,Jun-20,5\nTheft,West Mercia,Jul-20,6\n".replace("\n", end).replace(
        ",", mark
    )
    desk.measures_import.import_file(write(text))
    assert values(desk) == [5, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_that_say_their_encoding(desk: Desk, write: Write, encoding: str) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Théft,West Mercia,Jun-20,5\n".encode(encoding)))
    assert [m.name for m in desk.measures.measures()] == ["Théft"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Theft,West Mercia,Jun-20,abc", "row 3, column “value”: “abc” is not a number"),
        ("Theft,West Mercia,someday,5", "row 3, column “period”: “someday” is not a period"),
        ("Theft,West Mercia,Jun-20,1,204", "row 3: there are 5 cells where the headings are 4"),
        (",West Mercia,Jun-20,5", "row 3, column “measure”: the measure has no name"),
        ("Theft,,Jun-20,5", "row 3, column “area”: the area has no name"),
        ('Theft,"West Mercia,Jun-20,5', "row 3: a cell begins with a quotation mark that is not closed"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(desk: Desk, write: Write, row: str, said: str) -> None:
    assert said in refused(desk, write(f"{HEAD}Theft,West Mercia,May-20,5\n{row}\n"))


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\x00\x01\x02", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old"]
)
def test_what_is_no_table_is_refused(desk: Desk, write: Write, content: bytes) -> None:
    refused(desk, write(content))


def test_a_table_with_unclear_columns_says_which(desk: Desk, write: Write) -> None:
    said = refused(desk, write("Station,When,How many\nHereford,Jun-20,5\n"))
    assert (
        "which column is the measure, area, period, value; the columns are “Station”, “When”, “How many”"
        in said
    )


def test_any_table_can_be_mapped_and_is_known_again(desk: Desk, write: Write) -> None:
    mapping = ColumnMapping(
        {Field.AREA: "Station", Field.PERIOD: "When", Field.VALUE: "How many"},
        {Field.MEASURE: "Front counter visits", Field.UNIT: "visits"},
    )
    desk.measures_import.import_file(write("Station,When,How many\nHereford,Jun-20,5\n"), mapping)
    assert values(desk, "front-counter-visits", "Hereford") == [5]
    desk.measures_import.import_file(write("station, when ,HOW MANY\nHereford,Jul-20,6\n"))
    assert values(desk, "front-counter-visits", "Hereford") == [5, 6]


def test_a_mapping_that_names_no_column_of_the_file_is_refused(desk: Desk, write: Write) -> None:
    mapping = ColumnMapping(
        {Field.AREA: "Place", Field.PERIOD: "When", Field.VALUE: "How many"}, {Field.MEASURE: "Visits"}
    )
    said = refused(desk, write("Station,When,How many\nHereford,Jun-20,5\n"), mapping)
    assert "row 1: there is no column “Place”" in said


def test_periods_side_by_side_are_read_across(desk: Desk, write: Write) -> None:
    desk.measures_import.import_file(
        write("Recorded crime by month\n\nmeasure,area,Apr-20,May-20,Total\nTheft,West Mercia,5,6,11\n")
    )
    assert [(o.period, o.value) for o in the(desk).observations] == [(month(2020, 4), 5), (month(2020, 5), 6)]


def test_a_workbook_shows_what_a_person_sees(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes = book.active
    notes.append(["Notes on the figures"])
    sheet = book.create_sheet("Figures")
    sheet.append(["Performance, West Mercia"])
    sheet.append(["measure", "area", "month", "value"])
    sheet.append(["Calls", "West Mercia", date(2020, 6, 1), 0.53])
    sheet["D3"].number_format = "0.0%"
    sheet.append(["Theft", "West Mercia", "Jun-20", 1204])
    sheet.append(["Theft", "West Mercia", "Jul-20", 12.5])
    sheet.append(["Theft", "West Mercia", "Aug-20", None])
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "figures.xlsx")
    desk.measures_import.import_file(tmp_path / "figures.xlsx")
    assert values(desk, "calls") == [53]
    assert values(desk) == [1204, Decimal("12.5"), None]
    assert [o.printed for o in the(desk).observations] == ["1204", "12.5", ""]
    assert the(desk, "calls").observations[0].period == month(2020, 6)


def test_a_damaged_workbook_is_refused(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["measure", "area", "period", "value"])
    book.save(tmp_path / "whole.xlsx")
    content = (tmp_path / "whole.xlsx").read_bytes()
    for name, data in (("cut.xlsx", content[: len(content) // 2]), ("other.xlsx", _other_zip(tmp_path))):
        (tmp_path / name).write_bytes(data)
        refused(desk, tmp_path / name)


def _other_zip(folder: Path) -> bytes:
    import zipfile

    with zipfile.ZipFile(folder / "other.zip", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return (folder / "other.zip").read_bytes()


def test_the_same_file_again_adds_nothing(desk: Desk, write: Write) -> None:
    path = write(f"{HEAD}Theft,West Mercia,Jun-20,5\n")
    assert desk.measures_import.import_file(path).changes.measures
    again = desk.measures_import.import_file(path)
    assert (again.added.values, again.added.already) == (0, 1)
    assert not again.changes.measures


def test_a_revised_value_stands_beside_the_old_one(desk: Desk, write: Write, tmp_path: Path) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Theft,West Mercia,Jun-20,5\n"), as_of=date(2020, 8, 1))
    (tmp_path / "later.csv").write_text(f"{HEAD}Theft,West Mercia,Jun-20,6\n", "utf-8")
    report = desk.measures_import.import_file(tmp_path / "later.csv", as_of=date(2020, 11, 1))
    assert report.added.revised == 1
    series = the(desk)
    assert [(o.value, o.status, o.source) for o in series.observations] == [
        (6, ObservationStatus.REVISED, "later.csv")
    ]
    assert [(o.value, o.source) for o in series.earlier] == [(5, "figures.csv")]
    printed = desk.measures.printings(MeasureId("theft"), "West Mercia", month(2020, 6))
    assert [(o.value, o.source, o.row) for o in printed] == [(5, "figures.csv", 2), (6, "later.csv", 2)]


def test_an_older_file_that_comes_later_does_not_take_its_place(
    desk: Desk, write: Write, tmp_path: Path
) -> None:
    desk.measures_import.import_file(write(f"{HEAD}Theft,West Mercia,Jun-20,6\n"), as_of=date(2020, 11, 1))
    (tmp_path / "old.csv").write_text(f"{HEAD}Theft,West Mercia,Jun-20,5\n", "utf-8")
    desk.measures_import.import_file(tmp_path / "old.csv", as_of=date(2020, 8, 1))
    assert values(desk) == [6]


def test_another_unit_is_another_measure(desk: Desk, write: Write) -> None:
    head = "measure,area,period,value,unit\n"
    desk.measures_import.import_file(write(f"{head}Theft,West Mercia,Jun-20,5,offences\n"))
    with pytest.raises(UserFacingError, match="in offences and not in %"):
        desk.measures_import.import_file(write(f"{head}Theft,West Mercia,Jul-20,5,%\n"))
    assert "counted in offences above, and in % here" in refused(
        desk, write(f"{head}Theft,West Mercia,Jul-20,5,offences\nTheft,West Mercia,Aug-20,5,%\n")
    )


def test_real_figures_take_the_place_of_the_sample_s(desk: Desk, write: Write) -> None:
    desk.measures.load_sample(data_dir())
    desk.measures_import.import_file(write(f"{HEAD}Robbery,West Mercia,Q1 20/21,5\n"))
    assert values(desk, "robbery") == [5]
    desk.measures.remove_sample()
    assert [m.id for m in desk.measures.measures()] == ["robbery"]


def test_a_cancelled_import_leaves_nothing(desk: Desk, write: Write) -> None:
    rows = "".join(f"Theft,Area {n},Jun-20,5\n" for n in range(25_000))
    cancel = CancelToken()
    seen: list[str] = []

    def stop(progress: object) -> None:
        seen.append(str(progress))
        cancel.cancel()

    with pytest.raises(CancelledError):
        desk.measures_import.import_file(write(HEAD + rows), progress=stop, cancel=cancel)
    assert seen
    assert desk.measures.measures() == []


def _large(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for n in range(rows):
            area, at = divmod(n, 480)
            file.write(f"Theft,Area {area},{1990 + at // 12}-{at % 12 + 1:02},{n % 997}\n")
    return path


@pytest.mark.parametrize(
    ("rows", "megabytes"), [(20_000, 25), pytest.param(2_000_000, 120, marks=pytest.mark.slow)]
)
def test_a_large_file_comes_in_without_being_held_in_memory(
    desk: Desk, tmp_path: Path, rows: int, megabytes: int
) -> None:
    """As objects two million rows would take a gigabyte and more."""
    path = _large(tmp_path / "large.csv", rows)
    before = psutil.Process().memory_info().rss
    peak = [0]

    def note(_: object) -> None:
        peak[0] = max(peak[0], psutil.Process().memory_info().rss)

    report = desk.measures_import.import_file(path, progress=note)
    note(None)
    assert report.added.values == rows
    assert 0 < peak[0] - before < megabytes * 1_000_000 or peak[0] <= before
    assert values(desk, "theft", "Area 1")[:3] == [480, 481, 482]


def test_a_large_file_with_its_last_row_wrong_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    path = _large(tmp_path / "large.csv", 12_000)
    with path.open("a", encoding="utf-8") as file:
        file.write("Theft,Area 0,2020-06,many\n")
    assert "row 12002, column “value”" in refused(desk, path)
