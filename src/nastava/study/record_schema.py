"""The tables of the learner's record. A change of them is a further migration; the earlier ones stay as they are."""

from __future__ import annotations

import sqlite3

from nastava.errors import RecordError

#: ``PRAGMA user_version`` counts those that were done.
MIGRATIONS = (
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        quiz TEXT NOT NULL,
        item TEXT NOT NULL,
        version TEXT NOT NULL,
        type TEXT NOT NULL,
        topic TEXT,
        part TEXT,
        mode TEXT NOT NULL,
        sitting TEXT,
        language TEXT NOT NULL,
        hints INTEGER NOT NULL,
        certainty INTEGER,
        solution INTEGER NOT NULL,
        points REAL,
        worth REAL,
        data TEXT NOT NULL
    );
    CREATE INDEX events_by_item ON events (quiz, item);
    CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
    CREATE TABLE sheets (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL) WITHOUT ROWID;
    """,
    # What follows from the events, kept so that it need not be worked out again.
    """
    CREATE TABLE cards (
        quiz TEXT NOT NULL, item TEXT NOT NULL, basis TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (quiz, item)
    ) WITHOUT ROWID;
    """,
)


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Do the migrations that a record still needs.

    Raises:
        RecordError: a newer version of Nastava wrote it.
        sqlite3.DatabaseError: as SQLite says.
    """
    if _version(db) == len(MIGRATIONS):
        return
    if _version(db) > len(MIGRATIONS):
        raise RecordError(
            "The record was written by a newer version of Nastava. Update Nastava; until then nothing in it is changed."
        )
    db.execute("BEGIN IMMEDIATE")
    try:
        done = _version(db)  # another process may have been faster
        for migration in MIGRATIONS[done:]:
            for statement in _statements(migration):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """Return its statements; ``executescript`` would commit what came before."""
    statements, so_far = [], ""
    for line in script.splitlines():
        so_far += line + "\n"
        if sqlite3.complete_statement(so_far):
            statements.append(so_far)
            so_far = ""
    return [statement for statement in statements if statement.strip()]
