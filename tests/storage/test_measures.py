from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from panel_app.domain.errors import NothingFoundError
from panel_app.domain.ids import MeasureId
from panel_app.domain.measures import Better, Measure, Observation, ObservationStatus, Series, quarter
from panel_app.paths import Home
from panel_app.storage.database import Store
from panel_app.storage.library_migrations import library_migrations
from panel_app.storage.measures import MeasureRepository, SimilarGroup

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
