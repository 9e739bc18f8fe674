"""The notebook's migrations: append-only, each function's docstring is its reason."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

notebook_migrations = Migrations("notebook")


@notebook_migrations()
def m0001_marks_questions_reading(db: Database) -> None:
    """The member's own work. Papers, items and measures are named by stable id, never by row."""
    db.executescript(
        """
        CREATE TABLE marks (
            id TEXT PRIMARY KEY, paper TEXT NOT NULL, content TEXT NOT NULL, kind TEXT NOT NULL,
            colour TEXT NOT NULL, page INTEGER NOT NULL, label TEXT NOT NULL, boxes TEXT NOT NULL,
            exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, passage_number TEXT NOT NULL,
            note TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
        );
        CREATE INDEX marks_paper ON marks(paper, page);
        CREATE TABLE questions (
            id TEXT PRIMARY KEY, text TEXT NOT NULL, status TEXT NOT NULL, meeting TEXT, item TEXT,
            theme TEXT NOT NULL, supplementary TEXT NOT NULL, answer TEXT NOT NULL,
            position INTEGER NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL
        );
        CREATE INDEX questions_meeting ON questions(meeting, position);
        CREATE TABLE question_evidence (
            question TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE, position INTEGER NOT NULL,
            kind TEXT NOT NULL, quote TEXT NOT NULL, paper TEXT, paper_title TEXT NOT NULL, page INTEGER,
            label TEXT NOT NULL, mark TEXT, measure TEXT, PRIMARY KEY (question, position)
        );
        CREATE TABLE question_history (
            question TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE, at TEXT NOT NULL,
            status TEXT NOT NULL
        );
        CREATE TABLE reading_places (
            paper TEXT PRIMARY KEY, page INTEGER NOT NULL, offset REAL NOT NULL, zoom TEXT NOT NULL,
            opened_at TEXT NOT NULL
        );
        CREATE TABLE pages_read (
            paper TEXT NOT NULL, page INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (paper, page)
        ) WITHOUT ROWID;
        CREATE TABLE briefing_choices (
            meeting TEXT NOT NULL, part TEXT NOT NULL, chosen INTEGER NOT NULL,
            PRIMARY KEY (meeting, part)
        ) WITHOUT ROWID;
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """
    )


@notebook_migrations()
def m0002_papers_seen(db: Database) -> None:
    """Which revision of each paper the member has been shown, so that new and replaced ones can be said."""
    db.executescript(
        """
        CREATE TABLE papers_seen (
            paper TEXT PRIMARY KEY, revision INTEGER NOT NULL, at TEXT NOT NULL
        ) WITHOUT ROWID;
        """
    )


@notebook_migrations()
def m0003_placements(db: Database) -> None:
    """A mark has tags, may be ink, may run on over pages, and remembers what became of it when its paper was
    replaced: how sure its place is, where it stood before, and which similar words wait for the member."""
    db.executescript(
        """
        ALTER TABLE marks ADD COLUMN start INTEGER;
        ALTER TABLE marks ADD COLUMN further TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE marks ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE marks ADD COLUMN strokes TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE marks ADD COLUMN state TEXT NOT NULL DEFAULT 'attached';
        ALTER TABLE marks ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE marks ADD COLUMN placed_on TEXT NOT NULL DEFAULT '';
        ALTER TABLE marks ADD COLUMN before TEXT NOT NULL DEFAULT '';
        ALTER TABLE marks ADD COLUMN proposed TEXT NOT NULL DEFAULT '';
        """
    )


@notebook_migrations()
def m0004_figure_checks(db: Database) -> None:
    """Figure checks that the member hid stay hidden while the figures are the same, and a question can rest
    on a check, whose arithmetic it keeps even where the paper is replaced."""
    db.executescript(
        """
        CREATE TABLE hidden_figures (
            paper TEXT NOT NULL, fingerprint TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (paper, fingerprint)
        ) WITHOUT ROWID;
        ALTER TABLE question_evidence ADD COLUMN arithmetic TEXT NOT NULL DEFAULT '';
        """
    )


@notebook_migrations()
def m0005_colleagues(db: Database) -> None:
    """Notes that colleagues sent are apart from the member's own, so that no list can take one for the other.
    A mark is kept whole as JSON: it is only ever read and placed again."""
    db.executescript(
        """
        CREATE TABLE colleagues (id TEXT PRIMARY KEY, name TEXT NOT NULL, shown INTEGER NOT NULL DEFAULT 1);
        CREATE TABLE colleague_marks (
            colleague TEXT NOT NULL REFERENCES colleagues(id) ON DELETE CASCADE, id TEXT NOT NULL,
            paper TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (colleague, id)
        );
        CREATE INDEX colleague_marks_paper ON colleague_marks(paper);
        """
    )
