from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import (
    Area,
    AreaKind,
    Better,
    EventKind,
    Measure,
    MeasureEvent,
    MeasureTarget,
    Observation,
    ObservationStatus,
    Series,
    SimilarGroup,
)
from panel_app.domain.periods import quarter
from panel_app.domain.printings import Entry
from panel_app.paths import Home
from panel_app.storage.database import Store
from panel_app.storage.library_migrations import library_migrations
from panel_app.storage.measure_entries import add_entries
from panel_app.storage.measures import MeasureRepository

ROBBERY = Measure(
    MeasureId("robbery"), "Robbery", "offences", Better.FEWER, "Theft", "Police recorded crime", "HO", 2, True
)
OBSERVATIONS = (
    Observation(quarter(2018, 4), "1,204", Decimal("1204"), ObservationStatus.PRINTED, "Page 3", "p/1", 3),
    Observation(quarter(2018, 7), "13.10", Decimal("13.10"), ObservationStatus.DERIVED),
    Observation(quarter(2018, 10), "", None, ObservationStatus.MISSING),
)
SERIES = Series(ROBBERY, "West Mercia", "force", OBSERVATIONS)


@pytest.fixture
def repository(home: Home) -> Iterator[MeasureRepository]:
    store = Store(home.library, library_migrations, home.backups, durable=False)
    yield MeasureRepository(store)
    store.close()


def test_a_series_comes_back_as_it_was_put(repository: MeasureRepository) -> None:
    repository.put(ROBBERY, [SERIES])
    assert repository.series(ROBBERY.id, "West Mercia") == SERIES
    assert repository.measures() == [ROBBERY]
    assert repository.areas() == ["West Mercia"]
    assert repository.area_series("West Mercia") == [SERIES]
    assert str(repository.series(ROBBERY.id, "West Mercia").observations[1].value) == "13.10"


def test_putting_again_replaces(repository: MeasureRepository) -> None:
    repository.put(ROBBERY, [SERIES])
    repository.put(ROBBERY, [Series(ROBBERY, "Norfolk", "force")])
    assert repository.areas() == ["Norfolk"]
    assert repository.series(ROBBERY.id, "West Mercia").observations == ()
    assert repository.area_series("Norfolk") == [Series(ROBBERY, "Norfolk", "force")]


def test_an_unknown_measure_is_said_plainly(repository: MeasureRepository) -> None:
    with pytest.raises(NothingFoundError, match="panel-desk measures"):
        repository.series(MeasureId("nothing"), "West Mercia")


def test_only_the_sample_is_removed(repository: MeasureRepository) -> None:
    own = Measure(MeasureId("own"), "Own", "", Better.MORE)
    repository.put(ROBBERY, [SERIES])
    repository.put(own, [Series(own, "Norfolk", "force")])
    assert repository.remove_sample()
    assert [m.id for m in repository.measures()] == ["own"]
    assert not repository.remove_sample()


def test_a_similar_group_holds_from_its_date(repository: MeasureRepository) -> None:
    old = SimilarGroup("A", ("B", "C"), date(2010, 1, 1), date(2015, 12, 31), "a paper")
    new = SimilarGroup("A", ("C", "D"), date(2016, 2, 2), None, "another")
    for group in (old, new, new):
        repository.put_similar_group(group)
    assert repository.similar_group("A", date(2012, 6, 1)) == old
    assert repository.similar_group("A", date(2018, 6, 1)) == new
    assert repository.similar_group("A", date(2009, 1, 1)) is None
    assert repository.similar_group("A", date(2016, 1, 15)) is None
    assert repository.similar_group("B", date(2018, 6, 1)) is None


def test_targets_and_days_of_change_come_back_with_the_series_they_are_of(
    repository: MeasureRepository,
) -> None:
    repository.put(ROBBERY, [SERIES, Series(ROBBERY, "Norfolk", "force", OBSERVATIONS)])
    everywhere = MeasureTarget("10% fewer", valid_from=date(2018, 4, 1), paper="p/1", page=3)
    own = MeasureTarget("under 90", Decimal(90), "Norfolk", date(2018, 4, 1), date(2019, 3, 31), "A paper")
    for target in (everywhere, own, own):
        repository.put_target(ROBBERY.id, target)
    rebase = MeasureEvent(date(2018, 7, 1), EventKind.REBASE, "a new system")
    counted = MeasureEvent(date(2018, 7, 1), EventKind.DEFINITION, "sheds too", "Norfolk")
    for event in (rebase, counted):
        repository.put_event(ROBBERY.id, event)
    norfolk = repository.series(ROBBERY.id, "Norfolk")
    assert set(norfolk.targets) == {everywhere, own}
    assert norfolk.target_on(date(2018, 6, 30)) == own
    assert norfolk.target_on(date(2019, 6, 30)) == everywhere
    assert set(norfolk.events) == {rebase, counted}
    west_mercia = repository.series(ROBBERY.id, "West Mercia")
    assert west_mercia.targets == (everywhere,) and west_mercia.events == (rebase,)
    repository.remove_event(ROBBERY.id, rebase)
    assert repository.series(ROBBERY.id, "West Mercia").events == ()


def test_an_area_says_what_it_is_and_lies_in(repository: MeasureRepository) -> None:
    repository.put_area(Area("Telford", AreaKind.LOCAL, "West Mercia"))
    repository.put_area(Area("CIFAS", AreaKind.OTHER))
    assert repository.area("Telford") == Area("Telford", AreaKind.LOCAL, "West Mercia")
    assert repository.area("Norfolk") == Area("Norfolk", AreaKind.FORCE)
    assert repository.parts_of("West Mercia") == ["Telford"]


def test_a_measure_is_found_by_its_name_or_a_part_that_only_it_has(repository: MeasureRepository) -> None:
    theft = replace(ROBBERY, id=MeasureId("theft"), name="Theft from the person")
    bicycles = replace(ROBBERY, id=MeasureId("bicycles"), name="Theft of bicycles")
    for measure in (ROBBERY, theft, bicycles):
        repository.put(measure, [])
    assert repository.find("ROBBERY") == ROBBERY
    assert repository.find("bicycle") == bicycles
    with pytest.raises(NothingFoundError, match="“Theft from the person” or “Theft of bicycles”"):
        repository.find("eft ")
    with pytest.raises(NothingFoundError, match="panel-desk measures"):
        repository.find("arson")


def test_measures_of_the_version_before_keep_their_values_and_areas(tmp_path: Path) -> None:
    """library-0003: one measure in West Mercia with a printed, a derived and a missing value."""
    path = tmp_path / "library.db"
    stored = Path(__file__).parent / "old" / "library-0003.db.gz"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    store = Store(path, library_migrations, tmp_path / "backups", durable=False)
    repository = MeasureRepository(store)
    series = repository.series(MeasureId("robbery"), "West Mercia")
    assert [(o.printed, o.value, o.status, o.page) for o in series.observations] == [
        ("1,204", Decimal("1204"), ObservationStatus.PRINTED, 3),
        ("13.10", Decimal("13.10"), ObservationStatus.DERIVED, None),
        ("", None, ObservationStatus.MISSING, None),
    ]
    assert all(o.as_of is None and o.limits is None for o in series.observations)
    assert store.db.execute("SELECT * FROM areas").fetchall() == [("West Mercia", "force", "")]
    assert store.problems() == []
    later = Observation(quarter(2018, 4), "1,210", Decimal(1210), source="A paper", as_of=date(2020, 1, 1))
    add_entries(store, [Entry(replace(ROBBERY, sample=False), Area("West Mercia"), later)], "figures.csv")
    now = repository.series(MeasureId("robbery"), "West Mercia")
    assert (now.observations[0].value, now.observations[0].status) == (1210, ObservationStatus.REVISED)
    assert [o.value for o in now.earlier] == [1204]
    store.close()
