"""Opening one of the two databases safely, and the one lane through which it is written."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from panel_app.domain.changes import CancelToken
from panel_app.domain.errors import DatabaseRefusedError, UserFacingError

BUSY_MILLISECONDS = 5000
KEPT_BACKUPS = 10
KEPT_DAYS = 30


class Store:
    """A database file: a connection for each thread, one writer at a time.

    `durable` makes every commit reach the disk before it returns (the notebook). `copy` opens a file that
    must be left as it is, for reading only.
    """

    def __init__(
        self, path: Path, migrations: Migrations, backups: Path, *, durable: bool, copy: bool = False
    ) -> None:
        self.path = path
        self._migrations = migrations
        self._backups = backups
        self._durable = durable
        self._local = threading.local()
        self._write_lock = threading.RLock()
        self._open_connections: list[sqlite3.Connection] = []
        self._connections_lock = threading.Lock()
        self._copy = copy
        self._prepare()

    @property
    def name(self) -> str:
        return self._migrations.name

    @property
    def db(self) -> Database:
        """This thread's connection; use it for reading."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            db = self._connect()
            self._local.db = db
        return db

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction, all or nothing; nested use joins the outer one.

        Raises UserFacingError in plain words when the disk is full or the folder read-only.
        """
        with self._write_lock:
            db = self.db
            if db.conn.in_transaction:
                yield db
                return
            try:
                db.conn.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.conn.execute("COMMIT")
                except BaseException:
                    if db.conn.in_transaction:
                        db.conn.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise in_plain_words(error) from error

    @contextlib.contextmanager
    def until(self, cancel: CancelToken) -> Iterator[None]:
        """This thread's reading ends with CancelledError soon after `cancel`."""
        cancel.check()
        connection = self.db.conn
        connection.set_progress_handler(lambda: int(cancel.cancelled), 20_000)
        try:
            yield
        except sqlite3.OperationalError:
            cancel.check()
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def empty_log(self) -> None:
        """Bring what was written into the file itself and empty the log beside it, if nobody reads it."""
        with contextlib.suppress(sqlite3.Error):
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_to(self, target: Path) -> None:
        """A consistent copy with SQLite's backup API, complete or not there at all."""
        partial = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.unlink(missing_ok=True)
            with contextlib.closing(sqlite3.connect(partial)) as copy:
                self.db.conn.backup(copy)
            partial.replace(target)
        except (sqlite3.Error, OSError) as error:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise in_plain_words(error, target) from error

    def rotate_backup(self, reason: str) -> Path:
        """Copy into the backups folder and keep the last copies of this database."""
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        target = self._backups / f"{self.name}-{stamp}-{reason}.db"
        self.copy_to(target)
        for old in copies_to_drop(self.backup_files()):
            with contextlib.suppress(OSError):
                old.unlink()
        return target

    def backup_files(self) -> list[Path]:
        """The kept copies, oldest first."""
        return sorted(self._backups.glob(f"{self.name}-*.db"))

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        try:
            found = [row[0] for row in self.db.conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
            broken = self.db.conn.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return found + [f"a row of {row[0]} points to a missing row of {row[2]}" for row in broken]

    def replace_with(self, source: Path) -> None:
        """Put the content of another file in the place of this database's, for all open connections.

        Raises DatabaseRefusedError, and changes nothing, when the file is not a sound copy of the same kind.
        """
        with contextlib.closing(
            Store(source, self._migrations, self._backups, durable=False, copy=True)
        ) as copy:
            if copy.problems():
                raise DatabaseRefusedError(
                    f"{source.name} is damaged: choose an older copy. Nothing was changed."
                )
            self.rotate_backup("before-restore")
            with self._write_lock:
                try:
                    copy.db.conn.backup(self.db.conn)
                except sqlite3.Error as error:
                    raise in_plain_words(error, self.path) from error
                self._migrate_if_needed(self.db)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._connections_lock:
            for connection in self._open_connections:
                connection.close()
            self._open_connections.clear()
        self._local = threading.local()

    def _connect(self) -> Database:
        place = f"{self.path.resolve().as_uri()}?mode=ro" if self._copy else str(self.path)
        connection = sqlite3.connect(
            place,
            timeout=BUSY_MILLISECONDS / 1000,
            isolation_level=None,
            check_same_thread=False,
            uri=self._copy,
        )
        with self._connections_lock:
            self._open_connections.append(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if self._durable else 'NORMAL'}")
        return Database(connection, execute_plugins=False)

    def _prepare(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            db = self.db
            self._refuse_unknown(db)
            if not self._copy:
                self._migrate_if_needed(db)
                db.conn.execute("PRAGMA journal_mode = WAL")
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise in_plain_words(error, self.path) from error
        except BaseException:
            self.close()
            raise

    def _refuse_unknown(self, db: Database) -> None:
        known = {migration.name for migration in self._migrations._migrations}
        newer = {migration.name for migration in self._migrations.applied(db)} - known
        if newer:
            raise DatabaseRefusedError(
                f"The {self.name} at {self.path} was written by a newer Panel Desk. "
                "Install the latest version to open it; nothing in it was changed."
            )
        tables = set(db.table_names())
        if (tables or self._copy) and not self._migrations.applied(db):
            remedy = "Choose another file." if self._copy else "Move that file away and start again."
            raise DatabaseRefusedError(f"{self.path} is not a Panel Desk {self.name}. {remedy}")

    def _migrate_if_needed(self, db: Database) -> None:
        if self._migrations.pending(db):
            if db.table_names():
                self.rotate_backup("before-upgrade")
            self._migrate(db)

    def _migrate(self, db: Database) -> None:
        db.conn.execute("PRAGMA foreign_keys = OFF")
        try:
            with db.atomic():
                self._migrations.apply(db)
                broken = db.conn.execute("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise DatabaseRefusedError(
                        f"The {self.name} could not be brought up to date and was left as it was. "
                        "Run “panel-desk doctor” and send its report to your support."
                    )
        finally:
            db.conn.execute("PRAGMA foreign_keys = ON")


def copies_to_drop(files: list[Path]) -> list[Path]:
    """Of copies named `notebook-20261122-...`, oldest first: all but the last ten and the last of each day.

    Days are kept for the thirty most recent days on which there was a copy.
    """
    last_of_day = {path.name.split("-")[1]: path for path in files if path.name.count("-") >= 2}
    recent_days = sorted(last_of_day)[-KEPT_DAYS:]
    kept = {last_of_day[day] for day in recent_days} | set(files[-KEPT_BACKUPS:])
    return [path for path in files if path not in kept]


def in_plain_words(error: Exception, path: Path | None = None) -> UserFacingError:
    """A sentence with the next step for what SQLite or the disk reports."""
    text = str(error).lower()
    where = f" ({path})" if path else ""
    if "full" in text or getattr(error, "errno", None) == 28:
        return UserFacingError("The disk is full, so nothing was changed. Free some space and try again.")
    if isinstance(error, OSError) or "readonly" in text or "unable to open" in text:
        return UserFacingError(
            f"Panel Desk cannot write to {path or 'its folder'}: "
            "ask for write access, or choose another folder."
        )
    if "locked" in text or "busy" in text:
        return DatabaseRefusedError(
            "Another program is using Panel Desk's files. Close it, wait a moment and try again."
        )
    if "not a database" in text or "malformed" in text:
        return DatabaseRefusedError(
            f"The file{where} is damaged. Restore the newest copy with “panel-desk restore”; "
            "the damaged file was left as it is."
        )
    return UserFacingError(f"The files of Panel Desk could not be used: {error}. Run “panel-desk doctor”.")
