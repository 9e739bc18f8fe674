from __future__ import annotations

from pathlib import Path

import pytest

from panel_app.domain.errors import UserFacingError
from panel_app.services.desk import Desk


def test_a_backup_brings_everything_back(desk: Desk, tmp_path: Path) -> None:
    question, _ = desk.questions.add("How will 101 improve?")
    copy = desk.care.backup(tmp_path / "copy.db")
    desk.questions.delete(question.id)
    changes = desk.care.restore(copy)
    assert changes.questions
    assert [q.text for q in desk.questions.all()] == ["How will 101 improve?"]


def test_a_backup_into_a_folder_is_named_by_its_time(desk: Desk, tmp_path: Path) -> None:
    assert desk.care.backup(tmp_path).name == "panel-desk-notebook-2020-11-22-1402.db"


def test_a_backup_never_replaces_the_notebook_itself(desk: Desk) -> None:
    with pytest.raises(UserFacingError, match="choose another name"):
        desk.care.backup(desk.home.notebook)
    desk.questions.add("Still here?")
    assert desk.notebook.problems() == []


def test_restoring_a_missing_file_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="is not there"):
        desk.care.restore(tmp_path / "nothing.db")


def test_every_start_makes_a_copy(desk: Desk) -> None:
    desk.questions.add("Kept?")
    assert desk.care.copy_at_start().exists()
    assert len(desk.care.copies()) == 1


def test_doctor_finds_a_sound_home_sound(desk: Desk) -> None:
    findings = desk.care.doctor()
    assert {f.what for f in findings} == {"library", "notebook", "copies", "disk"}
    assert all(f.well for f in findings)


def test_doctor_finds_damage(desk: Desk) -> None:
    desk.library.db.conn.execute("PRAGMA foreign_keys = OFF")
    desk.library.db.execute(
        "INSERT INTO members (meeting, position, name) VALUES ('nowhere/2020-01-01', 0, 'Member')"
    )
    finding = next(f for f in desk.care.doctor() if f.what == "library")
    assert not finding.well
    assert "import the papers again" in finding.sentence
