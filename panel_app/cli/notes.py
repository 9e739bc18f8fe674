"""`panel-desk notes-export` and `notes-import`: notes to other programs, to colleagues, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from panel_app.cli.commands import ProgressLine
from panel_app.cli.values import print_json
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.services.chosen_notes import NoteChoice
from panel_app.services.desk import Desk
from panel_app.services.notes_out import NoteForm

_FORMS = {".docx": NoteForm.WORD, ".md": NoteForm.MARKDOWN, ".pdf": NoteForm.PDF, ".json": NoteForm.JSON}


def add_export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER", nargs="?", help="a paper; without it all notes")
    parser.add_argument("--meeting", metavar="MEETING", help="a meeting's id, or “next”: its papers' notes")
    parser.add_argument("--share", action="store_true", help="a .json for a colleague, with my name")
    parser.add_argument("--exempt", action="store_true", help="take notes on exempt papers too")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=".docx, .md, .pdf or .json")


def run_export(desk: Desk, options: argparse.Namespace) -> int:
    path = Path(options.output)
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise UserFacingError(f"“{path.name}” has no ending that tells its form: use {', '.join(_FORMS)}.")
    if options.share and form is not NoteForm.JSON:
        raise UserFacingError("A file for a colleague ends in .json: name it so.")
    if options.paper and options.meeting:
        raise UserFacingError("Name a paper or a meeting, not both.")
    choice = NoteChoice(
        paper=desk.papers.find(options.paper).id if options.paper else None,
        meeting=meeting_named(desk, options.meeting) if options.meeting else None,
        exempt=options.exempt,
    )
    progress = ProgressLine()
    try:
        made = desk.notes_out.save(choice, NoteForm.SHARED if options.share else form, path, progress)
    finally:
        progress.end()
    if options.json:
        print_json(
            {
                "file": str(path),
                "notes": made.taken,
                "left_out": made.left_out,
                "without_place": made.without_place,
                "blank_pages": made.withheld_pages,
            }
        )
    else:
        print(f"Saved {path}: {made.sentence}")
    return 0


def run_import(desk: Desk, options: argparse.Namespace) -> int:
    progress = ProgressLine()
    try:
        came = desk.notes_in.bring_in(Path(options.file), progress)
    finally:
        progress.end()
    if options.json:
        print_json(
            {
                "colleague": came.colleague,
                "added": came.added,
                "already": came.already,
                "asking": came.asking,
                "on_shelf": came.on_shelf,
                "elsewhere": came.elsewhere,
            }
        )
    else:
        print(came.sentence)
    return 0


def meeting_named(desk: Desk, named: str) -> MeetingId:
    """A meeting by its id or as “next”."""
    if named != "next":
        return desk.meetings.get(MeetingId(named)).id
    coming = desk.meetings.next_meeting()
    if coming is None:
        raise NothingFoundError("There is no meeting yet. “panel-desk import FILE” adds an agenda pack.")
    return coming.id
