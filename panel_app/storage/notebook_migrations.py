"""The notebook's migrations: append-only, each function's docstring is its reason."""

from __future__ import annotations

import json

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


@notebook_migrations()
def m0006_promises_and_exchange(db: Database) -> None:
    """A question says who asks it, what was answered by whom, and by when a written response is required; its
    history says what else changed, and a deleted one can come back whole. Promises are followed beyond the
    question they were made to. What others sent is kept as it came, with what both changed, so that neither
    version is lost."""
    db.executescript(
        """
        ALTER TABLE questions ADD COLUMN importance TEXT NOT NULL DEFAULT 'should';
        ALTER TABLE questions ADD COLUMN asker TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN author TEXT;
        ALTER TABLE questions ADD COLUMN author_name TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN answered_by TEXT NOT NULL DEFAULT '';
        ALTER TABLE questions ADD COLUMN answered_on TEXT;
        ALTER TABLE questions ADD COLUMN satisfied TEXT;
        ALTER TABLE questions ADD COLUMN response_due TEXT;
        ALTER TABLE questions ADD COLUMN follows TEXT;
        ALTER TABLE questions ADD COLUMN joined TEXT;
        ALTER TABLE questions ADD COLUMN deleted TEXT;
        ALTER TABLE question_evidence ADD COLUMN question_of TEXT;
        ALTER TABLE question_history ADD COLUMN what TEXT NOT NULL DEFAULT 'status';
        ALTER TABLE question_history ADD COLUMN was TEXT NOT NULL DEFAULT '';
        CREATE INDEX question_history_of ON question_history(question, at);
        CREATE TABLE promises (
            id TEXT PRIMARY KEY, text TEXT NOT NULL, by_whom TEXT NOT NULL, due TEXT, due_words TEXT NOT NULL,
            made TEXT, meeting TEXT, question TEXT, source TEXT, origin TEXT NOT NULL, state TEXT NOT NULL,
            settled TEXT, note TEXT NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL, deleted TEXT
        );
        CREATE TABLE offers_put_aside (origin TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE received (
            id TEXT PRIMARY KEY, sender TEXT NOT NULL, version TEXT NOT NULL, at TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE clashes (
            question TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE, field TEXT NOT NULL,
            theirs TEXT NOT NULL, sender_name TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (question, field, theirs)
        );
        CREATE TABLE pairs_apart (
            one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)
        ) WITHOUT ROWID;
        """
    )
    for key, texts in db.execute("SELECT id, supplementary FROM questions").fetchall():
        with_answers = [{"text": text, "after": ""} for text in json.loads(texts)]
        db.execute(
            "UPDATE questions SET supplementary = ? WHERE id = ?",
            [json.dumps(with_answers, ensure_ascii=False), key],
        )
