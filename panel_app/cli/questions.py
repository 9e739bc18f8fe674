"""`panel-desk questions`, `promises`, `questions-export`, `questions-merge` and `calendar`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from panel_app.cli.notes import meeting_named
from panel_app.cli.values import print_json
from panel_app.domain.calendar import CalendarEntry
from panel_app.domain.errors import UserFacingError
from panel_app.domain.promises import FollowedPromise
from panel_app.domain.questions import Evidence, Question
from panel_app.services.desk import Desk
from panel_app.services.questions_in import MergedQuestions
from panel_app.services.questions_out import ListForm

_FORMS = {".docx": ListForm.WORD, ".pdf": ListForm.PDF, ".csv": ListForm.CSV, ".json": ListForm.MINE}


def add_questions_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--meeting", metavar="MEETING", help="a meeting's id, or “next”; else all")


def add_questions_export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="MEETING", help="the meeting's id, or “next”")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=".docx, .pdf, .csv or .json")
    parser.add_argument(
        "--members", action="store_true", help="a .json of the whole list with its answers, for members"
    )
    parser.add_argument("--exempt", action="store_true", help="take what rests on exempt papers too")


def add_calendar_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE.ics", help="write the dates for a calendar program")


def run_questions(desk: Desk, options: argparse.Namespace) -> int:
    meeting = meeting_named(desk, options.meeting) if options.meeting else None
    found = [q for q in desk.questions.all() if meeting in (None, q.meeting)]
    if options.json:
        print_json([_question_json(question) for question in found])
        return 0
    for number, question in enumerate(found, 1):
        whose = f" ({question.author.name})" if question.author else ""
        print(f"{number}. {question.status.label}{whose}: {' '.join(question.text.split())}")
    if not found:
        print("No questions yet.")
    return 0


def run_promises(desk: Desk, options: argparse.Namespace) -> int:
    rows = desk.promises.followed()
    if options.json:
        print_json([_promise_json(row) for row in rows])
        return 0
    for row in rows:
        promise = row.promise
        due = f", by {promise.due.isoformat()}" if promise.due else ""
        asked = f", asked {row.asked} times" if row.asked > 1 else ""
        print(f"{row.standing.value}: {promise.text} ({promise.by or 'nobody named'}{due}{asked})")
    if not rows:
        print("No promises are followed yet.")
    return 0


def run_questions_export(desk: Desk, options: argparse.Namespace) -> int:
    path = Path(options.output)
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise UserFacingError(f"“{path.name}” has no ending that tells its form: use {', '.join(_FORMS)}.")
    if options.members:
        if form is not ListForm.MINE:
            raise UserFacingError("The list for members ends in .json: name it so.")
        form = ListForm.MEMBERS
    made = desk.questions_out.save(meeting_named(desk, options.meeting), form, path, options.exempt)
    if options.json:
        print_json({"file": str(path), "questions": made.taken, "left_out": made.left_out})
    else:
        print(f"Saved {path}: {made.sentence}")
    return 0


def run_questions_merge(desk: Desk, options: argparse.Namespace) -> int:
    merged: list[MergedQuestions] = []
    problems: list[str] = []
    for name in options.files:
        try:
            merged.append(desk.questions_in.bring_in(Path(name)))
        except UserFacingError as error:
            problems.append(str(error))
    alike = desk.questions.likely_same()
    if options.json:
        print_json(
            {
                "merged": [
                    {
                        "sender": one.sender,
                        "added": one.added,
                        "changed": one.changed,
                        "already": one.already,
                        "clashes": one.clashes,
                    }
                    for one in merged
                ],
                "alike": [[one.id, other.id] for one, other in alike],
                "problems": problems,
            }
        )
    else:
        for one in merged:
            print(one.sentence)
        for one_question, other in alike:
            print(f"Perhaps the same: “{one_question.text}” and “{other.text}”")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def run_calendar(desk: Desk, options: argparse.Namespace) -> int:
    entries = desk.calendar.entries()
    if options.output:
        desk.calendar.save_ics(Path(options.output))
    if options.json:
        known = desk.calendar.membership()
        print_json(
            {
                "dates": [_entry_json(entry) for entry in entries],
                "members": known.members if known else None,
                "votes_to_veto": known.votes if known else None,
            }
        )
        return 0
    for entry in entries:
        when = entry.day.isoformat()[:7] if entry.month_only else entry.day.isoformat()
        print(f"{when}  {entry.kind.value}: {entry.text}")
    return 0


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "status": question.status.value,
        "theme": question.theme,
        "importance": question.importance.value,
        "meeting": question.meeting,
        "item": question.item,
        "asker": question.asker,
        "author": question.author.name if question.author else None,
        "evidence": [_evidence_json(piece) for piece in question.evidence],
        "supplementary": [{"after": one.after, "text": one.text} for one in question.supplementary],
        "answer": question.answer,
        "answered_by": question.answered_by,
        "answered_on": _iso(question.answered_on),
        "satisfied": question.satisfied.value if question.satisfied else None,
        "response_due": _iso(question.response_due),
        "follows": question.follows,
        "joined": question.joined,
    }


def _evidence_json(piece: Evidence) -> dict[str, Any]:
    return {
        "kind": piece.kind.value,
        "quote": piece.quote,
        "paper": piece.paper,
        "page": None if piece.page is None else piece.page + 1,
        "pack_page": piece.label,
        "measure": piece.measure,
        "arithmetic": piece.arithmetic,
        "question": piece.question,
    }


def _promise_json(row: FollowedPromise) -> dict[str, Any]:
    promise = row.promise
    return {
        "id": promise.id,
        "text": promise.text,
        "by": promise.by,
        "due": _iso(promise.due),
        "due_words": promise.due_words,
        "made": _iso(promise.made),
        "state": promise.state.value,
        "standing": row.standing.value,
        "asked": row.asked,
        "question": promise.question,
        "paper": promise.source.paper if promise.source else None,
        "pack_page": promise.source.label if promise.source else None,
    }


def _entry_json(entry: CalendarEntry) -> dict[str, Any]:
    return {
        "date": entry.day.isoformat()[:7] if entry.month_only else entry.day.isoformat(),
        "kind": entry.kind.value,
        "text": entry.text,
        "detail": entry.detail,
        "source": entry.source,
        "meeting": entry.meeting,
        "question": entry.question,
        "paper": entry.paper,
        "page": None if entry.page is None else entry.page + 1,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
