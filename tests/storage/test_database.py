"""How the two databases are opened, written and copied, against real files."""

from __future__ import annotations

import gzip
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from panel_app.domain.errors import DatabaseRefusedError, UserFacingError
from panel_app.domain.ids import PaperId
from panel_app.domain.questions import EvidenceKind, Importance, Supplementary
from panel_app.storage.database import KEPT_BACKUPS, Store, copies_to_drop
from panel_app.storage.hidden_figures import HiddenFiguresRepository
from panel_app.storage.library_migrations import library_migrations
from panel_app.storage.notebook_migrations import notebook_migrations
from panel_app.storage.questions import QuestionRepository


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "notebook.db", notebook_migrations, tmp_path / "backups", durable=True)
    yield made
    made.close()


def _put(store: Store, name: str, value: str) -> None:
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", [name, value])


def _value(store: Store, name: str) -> str | None:
    row = store.db.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
    return row[0] if row else None


def test_a_new_database_is_sound_and_in_wal_mode(store: Store) -> None:
    assert store.problems() == []
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.db.execute("PRAGMA synchronous").fetchone()[0] == 2, "each commit reaches the disk"
    assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    Store(path, notebook_migrations, tmp_path, durable=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('notebook', 'm9999', '')"
        )
    before = path.read_bytes()
    with pytest.raises(DatabaseRefusedError, match="newer Panel Desk"):
        Store(path, notebook_migrations, tmp_path, durable=True)
    assert path.read_bytes() == before


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE photos (id)")
    with pytest.raises(DatabaseRefusedError, match="is not a Panel Desk notebook"):
        Store(path, notebook_migrations, tmp_path, durable=True)


def test_a_damaged_file_is_refused_with_the_next_step(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    path.write_bytes(b"this is not a database, but it is long enough to look at" * 50)
    with pytest.raises(DatabaseRefusedError, match="Restore the newest copy"):
        Store(path, notebook_migrations, tmp_path, durable=True)
    assert path.read_bytes().startswith(b"this is not"), "the damaged file is left for rescue"


def test_a_write_is_all_or_nothing(store: Store) -> None:
    _put(store, "a", "1")
    with pytest.raises(RuntimeError), store.writing() as db:
        db.execute("UPDATE settings SET value = '2'")
        raise RuntimeError
    assert _value(store, "a") == "1"


def test_a_full_disk_is_said_plainly_and_loses_nothing(store: Store) -> None:
    _put(store, "a", "kept")
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserFacingError, match="disk is full"):
        _put(store, "b", "x" * 1_000_000)
    assert _value(store, "a") == "kept"
    assert _value(store, "b") is None
    assert store.problems() == []


def test_writers_in_several_threads_take_turns(store: Store) -> None:
    _put(store, "n", "0")

    def count() -> None:
        for _ in range(25):
            with store.writing() as db:
                n = int(db.execute("SELECT value FROM settings WHERE name = 'n'").fetchone()[0])
                db.execute("UPDATE settings SET value = ? WHERE name = 'n'", [str(n + 1)])

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _value(store, "n") == "100"


def test_a_copy_is_whole_while_the_original_is_open(store: Store, tmp_path: Path) -> None:
    _put(store, "a", "1")
    store.copy_to(tmp_path / "copies" / "one.db")
    with closing(sqlite3.connect(tmp_path / "copies" / "one.db")) as copy:
        assert copy.execute("SELECT value FROM settings").fetchall() == [("1",)]


def test_the_last_copies_are_kept_and_one_of_each_day() -> None:
    old = [Path(f"notebook-202611{day:02}-090000-{n}-start.db") for day in (1, 2) for n in range(3)]
    today = [Path(f"notebook-20261122-{hour:02}0000-0-start.db") for hour in range(KEPT_BACKUPS + 2)]
    dropped = copies_to_drop(old + today)
    assert dropped == [old[0], old[1], old[3], old[4], *today[:2]]


def test_restoring_brings_the_copy_back_and_keeps_what_was_there(store: Store, tmp_path: Path) -> None:
    _put(store, "a", "before")
    store.copy_to(tmp_path / "copy.db")
    _put(store, "a", "after")
    store.replace_with(tmp_path / "copy.db")
    assert _value(store, "a") == "before"
    with closing(sqlite3.connect(store.backup_files()[-1])) as kept:
        assert kept.execute("SELECT value FROM settings").fetchall() == [("after",)]


def test_restoring_a_library_as_notebook_is_refused(store: Store, tmp_path: Path) -> None:
    _put(store, "a", "mine")
    Store(tmp_path / "library.db", library_migrations, tmp_path, durable=False).close()
    with pytest.raises(DatabaseRefusedError, match="is not a Panel Desk notebook"):
        store.replace_with(tmp_path / "library.db")
    assert _value(store, "a") == "mine"


def test_restoring_any_other_file_is_refused(store: Store, tmp_path: Path) -> None:
    _put(store, "a", "mine")
    (tmp_path / "letter.db").write_bytes(b"Dear councillor" * 100)
    with pytest.raises(DatabaseRefusedError):
        store.replace_with(tmp_path / "letter.db")
    assert _value(store, "a") == "mine"


@pytest.mark.parametrize("kind", ["notebook", "library"])
def test_every_stored_old_database_opens_with_its_rows(kind: str, tmp_path: Path) -> None:
    """A database as each version wrote it, kept beside this test."""
    migrations = {"notebook": notebook_migrations, "library": library_migrations}[kind]
    scripts = sorted((Path(__file__).parent / "old").glob(f"{kind}-*.db.gz"))
    assert scripts
    for script in scripts:
        path = tmp_path / script.stem
        path.write_bytes(gzip.decompress(script.read_bytes()))
        store = Store(path, migrations, tmp_path / "backups", durable=False)
        assert store.problems() == []
        table = {"notebook": "marks", "library": "papers"}[kind]
        assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1
        store.close()


def test_a_notebook_from_before_figure_checks_keeps_its_evidence(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    stored = Path(__file__).parent / "old" / "notebook-0003.db.gz"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    store = Store(path, notebook_migrations, tmp_path / "backups", durable=True)
    (question,) = QuestionRepository(store).questions()
    (piece,) = question.evidence
    assert (piece.kind, piece.quote, piece.label) == (EvidenceKind.PASSAGE, "83% of calls", "12")
    assert piece.arithmetic == ""
    assert HiddenFiguresRepository(store).of_paper(PaperId("wmpcp/2020-11-27/agenda-pack")) == {}
    store.close()


def test_a_notebook_from_before_promises_keeps_every_word(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    stored = Path(__file__).parent / "old" / "notebook-0005.db.gz"
    path.write_bytes(gzip.decompress(stored.read_bytes()))
    store = Store(path, notebook_migrations, tmp_path / "backups", durable=True)
    questions = QuestionRepository(store)
    first, second = questions.questions()
    assert first.text == "How will 101 get from 27% to 80%?"
    assert first.supplementary == (Supplementary("By when?"), Supplementary("Who says so?"))
    assert [e.kind for e in first.evidence] == [
        EvidenceKind.PASSAGE,
        EvidenceKind.MEASURE,
        EvidenceKind.FIGURES,
    ]
    assert (second.answer, second.supplementary) == (
        "By December, in writing.",
        (Supplementary("“Really?” 你好"),),
    )
    assert second.importance is Importance.SHOULD
    assert [c.became for c in questions.history(second.id)] == ["draft", "answered"]
    assert store.problems() == []
    store.close()
