"""The library's migrations: append-only, each function's docstring is its reason."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

library_migrations = Migrations("library")


@library_migrations()
def m0001_papers_and_measures(db: Database) -> None:
    """The published content: files, meetings, papers with revisions, their text, and measures."""
    db.executescript(
        """
        CREATE TABLE files (
            sha256 TEXT PRIMARY KEY, media_type TEXT NOT NULL, name TEXT NOT NULL,
            size INTEGER NOT NULL, data BLOB NOT NULL
        );
        CREATE TABLE meetings (
            id TEXT PRIMARY KEY, committee TEXT NOT NULL, date TEXT NOT NULL,
            time TEXT NOT NULL DEFAULT '', venue TEXT NOT NULL DEFAULT '',
            sample INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE members (
            meeting TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE, position INTEGER NOT NULL,
            name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', council TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (meeting, position)
        );
        CREATE TABLE papers (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, date TEXT,
            meeting TEXT REFERENCES meetings(id) ON DELETE SET NULL,
            source TEXT NOT NULL DEFAULT '', sample INTEGER NOT NULL DEFAULT 0,
            exempt INTEGER NOT NULL DEFAULT 0, confidence REAL NOT NULL DEFAULT 0
        );
        CREATE INDEX papers_meeting ON papers(meeting);
        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY, paper TEXT NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
            number INTEGER NOT NULL, original TEXT NOT NULL REFERENCES files(sha256),
            pdf TEXT NOT NULL REFERENCES files(sha256), page_count INTEGER NOT NULL,
            has_text INTEGER NOT NULL, imported_at TEXT NOT NULL, current INTEGER NOT NULL DEFAULT 1,
            UNIQUE (paper, number)
        );
        CREATE INDEX revisions_original ON revisions(original);
        CREATE INDEX revisions_pdf ON revisions(pdf);
        CREATE TABLE agenda_items (
            id TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, number TEXT NOT NULL, subject TEXT NOT NULL,
            level INTEGER NOT NULL DEFAULT 1, paper TEXT REFERENCES papers(id) ON DELETE CASCADE,
            first_page INTEGER, last_page INTEGER
        );
        CREATE INDEX agenda_items_meeting ON agenda_items(meeting, position);
        CREATE INDEX agenda_items_paper ON agenda_items(paper);
        CREATE TABLE pages (
            revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, page INTEGER NOT NULL,
            width REAL NOT NULL, height REAL NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY (revision, page)
        ) WITHOUT ROWID;
        CREATE TABLE thumbnails (
            revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, page INTEGER NOT NULL,
            jpeg BLOB NOT NULL, PRIMARY KEY (revision, page)
        );
        CREATE TABLE outline (
            revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, position INTEGER NOT NULL,
            level INTEGER NOT NULL, title TEXT NOT NULL, page INTEGER NOT NULL,
            PRIMARY KEY (revision, position)
        ) WITHOUT ROWID;
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY, revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE,
            position INTEGER NOT NULL, page INTEGER NOT NULL, kind TEXT NOT NULL, level INTEGER NOT NULL,
            number TEXT NOT NULL, text TEXT NOT NULL, heading TEXT NOT NULL,
            x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL
        );
        CREATE INDEX passages_revision ON passages(revision, position);
        CREATE VIRTUAL TABLE passages_fts USING fts5(
            text, heading, content='passages', content_rowid='id',
            tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
        );
        CREATE TABLE tables (
            revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, position INTEGER NOT NULL,
            page INTEGER NOT NULL, title TEXT NOT NULL, rows TEXT NOT NULL,
            PRIMARY KEY (revision, position)
        );
        CREATE TABLE measures (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL,
            theme TEXT NOT NULL DEFAULT '', quality TEXT NOT NULL DEFAULT '',
            source TEXT NOT NULL DEFAULT '', position INTEGER NOT NULL DEFAULT 0,
            sample INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE series (
            id INTEGER PRIMARY KEY, measure TEXT NOT NULL REFERENCES measures(id) ON DELETE CASCADE,
            area TEXT NOT NULL, area_kind TEXT NOT NULL, UNIQUE (measure, area)
        );
        CREATE TABLE observations (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
            period_kind TEXT NOT NULL, period_start TEXT NOT NULL, period_end TEXT NOT NULL,
            printed TEXT NOT NULL, value TEXT, status TEXT NOT NULL DEFAULT '',
            source TEXT NOT NULL DEFAULT '', paper TEXT, page INTEGER
        );
        CREATE INDEX observations_series ON observations(series, period_start);
        CREATE TABLE similar_groups (
            area TEXT NOT NULL, member TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT,
            source TEXT NOT NULL, PRIMARY KEY (area, member, valid_from)
        );
        """
    )


@library_migrations()
def m0002_records(db: Database) -> None:
    """What stands in a paper (minutes, actions, commitments …), what each agenda item holds, where each row
    of a table stands, and what a person corrected of all that, which no import overwrites."""
    db.executescript(
        """
        ALTER TABLE tables ADD COLUMN places TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE agenda_items ADD COLUMN kind TEXT;
        ALTER TABLE agenda_items ADD COLUMN exempt INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE records (
            revision INTEGER NOT NULL REFERENCES revisions(id) ON DELETE CASCADE, kind TEXT NOT NULL,
            position INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (revision, kind, position)
        ) WITHOUT ROWID;
        CREATE INDEX records_kind ON records(kind, revision);
        CREATE TABLE corrections (
            paper TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, recognised TEXT NOT NULL,
            at TEXT NOT NULL, PRIMARY KEY (paper, field)
        ) WITHOUT ROWID;
        """
    )


@library_migrations()
def m0003_recognitions(db: Database) -> None:
    """What was recognised in a paper's current revision, whole and uncorrected: corrections are told from it
    and laid over it, and "use what was recognised" brings it back."""
    db.executescript(
        """
        CREATE TABLE recognitions (
            paper TEXT PRIMARY KEY, data TEXT NOT NULL
        ) WITHOUT ROWID;
        """
    )


@library_migrations()
def m0004_measures_with_their_printings(db: Database) -> None:
    """Every printing of a value with the day of its paper, the row of its sheet, and the limits and the
    change printed beside it, so that a revised value stands beside the old one; areas and what they lie in;
    targets with their dates; days from which limits start anew or what is counted changed."""
    db.executescript(
        """
        ALTER TABLE observations ADD COLUMN as_of TEXT;
        ALTER TABLE observations ADD COLUMN row INTEGER;
        ALTER TABLE observations ADD COLUMN lower TEXT;
        ALTER TABLE observations ADD COLUMN upper TEXT;
        ALTER TABLE observations ADD COLUMN change_to_date TEXT;
        CREATE TABLE areas (
            name TEXT PRIMARY KEY, kind TEXT NOT NULL, within TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID;
        INSERT OR IGNORE INTO areas (name, kind)
            SELECT area, CASE area_kind WHEN '' THEN 'force' ELSE area_kind END FROM series;
        CREATE TABLE targets (
            measure TEXT NOT NULL REFERENCES measures(id) ON DELETE CASCADE, area TEXT NOT NULL DEFAULT '',
            printed TEXT NOT NULL, value TEXT, valid_from TEXT NOT NULL DEFAULT '', valid_to TEXT,
            source TEXT NOT NULL DEFAULT '', paper TEXT, page INTEGER,
            PRIMARY KEY (measure, area, valid_from, printed)
        );
        CREATE TABLE measure_events (
            measure TEXT NOT NULL REFERENCES measures(id) ON DELETE CASCADE, area TEXT NOT NULL DEFAULT '',
            day TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (measure, area, day, kind)
        );
        """
    )


@library_migrations()
def m0005_feed(db: Database) -> None:
    """What was taken in from the panel's feed, so that only what is new is fetched; which papers were
    withdrawn; and exempt papers, which lie here encrypted only."""
    db.executescript(
        """
        ALTER TABLE papers ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE feed_bundles (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE feed_papers (
            paper TEXT PRIMARY KEY, content TEXT NOT NULL, reading TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE sealed (
            meeting TEXT PRIMARY KEY, sha256 TEXT NOT NULL, sealed_of TEXT NOT NULL DEFAULT '',
            data BLOB NOT NULL
        );
        """
    )
