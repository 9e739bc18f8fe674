import pytest

from panel_app.domain.changes import CancelToken, Changes
from panel_app.domain.errors import CancelledError


def test_two_changes_join() -> None:
    assert Changes(papers=True) | Changes(marks=True) == Changes(papers=True, marks=True)


def test_no_change_is_false() -> None:
    assert not Changes()
    assert Changes(settings=True)


def test_a_cancelled_job_stops_at_its_next_look() -> None:
    token = CancelToken()
    token.check()
    token.cancel()
    with pytest.raises(CancelledError, match="nothing was changed"):
        token.check()
