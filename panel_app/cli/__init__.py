"""The command line, for officers and for tests. `docs/cli.md` documents every command and key."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from panel_app import __version__
from panel_app.cli import commands
from panel_app.cli.compare import add_compare_options, run_compare
from panel_app.cli.feed import (
    add_publish_options,
    add_update_options,
    run_exempt,
    run_publish,
    run_update,
)
from panel_app.cli.figures import run_figures
from panel_app.cli.followed import run_actions, run_commitments, run_findings
from panel_app.cli.measures import (
    add_measure_options,
    run_measure,
    run_measures,
)
from panel_app.cli.measures_import import add_measures_import_options, run_measures_import
from panel_app.cli.notes import add_export_options, run_export, run_import
from panel_app.cli.questions import (
    add_calendar_options,
    add_questions_export_options,
    add_questions_options,
    run_calendar,
    run_promises,
    run_questions,
    run_questions_export,
    run_questions_merge,
)
from panel_app.cli.search import add_search_options, run_search
from panel_app.cli.show import run_show
from panel_app.domain.errors import UserFacingError
from panel_app.paths import Home, default_home
from panel_app.services.desk import Desk

Command = Callable[[Desk, argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command, or the window when there is none. 0 done, 1 a plain sentence said why not, 2 usage."""
    options = parser().parse_args(list(arguments), argparse.Namespace(home=None, json=False))
    home = Home(Path(options.home).expanduser() if options.home else default_home())
    try:
        if options.command is None:
            return commands.run_window(home)
        desk = Desk(home)
        try:
            run: Command = options.run
            return run(desk, options)
        finally:
            desk.close()
    except UserFacingError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output has gone (for example `head`); nothing is left to say.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return 0


def parser() -> argparse.ArgumentParser:
    """All commands and options."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--home", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the library and the notebook"
    )
    shared.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON on standard output"
    )
    top = argparse.ArgumentParser(prog="panel-desk", description=__doc__, parents=[shared])
    top.add_argument("--version", action="version", version=f"Panel Desk {__version__}")
    several = top.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made = several.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    add("import", commands.run_import, "add papers to the library").add_argument(
        "paths",
        nargs="+",
        metavar="FILE|FOLDER|ZIP",
        help="PDF, Word, OpenDocument, web page, text or Markdown files, or folders or ZIP files of them",
    )
    add("papers", commands.run_papers, "list the meetings and papers")
    add("show", run_show, "show one paper").add_argument("paper", metavar="PAPER")
    add_compare_options(add("compare", run_compare, "show what a new version of a paper changed"))
    add_search_options(add("search", run_search, "find words in all papers"))
    add("figures", run_figures, "check whether a paper's own figures agree").add_argument(
        "paper", metavar="FILE|PAPER", help="a paper of the library, or a file that need not be in it"
    )
    briefing = add("briefing", commands.run_briefing, "make the briefing pack of a meeting")
    briefing.add_argument("meeting", metavar="MEETING", help="the meeting's id, or “next”")
    briefing.add_argument("-o", "--output", required=True, metavar="FILE.pdf")
    add("actions", run_actions, "list what somebody undertook to do, from all papers")
    add("commitments", run_commitments, "list the lines of the delivery plans, from all papers").add_argument(
        "--over-time", action="store_true", help="follow each activity over the quarters"
    )
    add("findings", run_findings, "follow the findings of inspectorates from paper to paper")
    add("measures", run_measures, "list the measures of an area with what its limits say").add_argument(
        "--area", metavar="AREA", help="the area; without it the panel's own force"
    )
    add_measure_options(add("measure", run_measure, "one measure: its figures, both verdicts, comparisons"))
    add_measures_import_options(
        add("measures-import", run_measures_import, "bring figures in from a CSV or Excel file")
    )
    add_export_options(add("notes-export", run_export, "take notes out for other programs and colleagues"))
    add("notes-import", run_import, "bring notes in, or the marks of a PDF marked elsewhere").add_argument(
        "file", metavar="FILE", help="a file of notes (JSON), or a marked PDF"
    )
    add_questions_options(add("questions", run_questions, "list the questions in asking order"))
    add("promises", run_promises, "list what was promised, the most pressing first")
    add_questions_export_options(
        add("questions-export", run_questions_export, "save a meeting's questions as a list or a file")
    )
    add("questions-merge", run_questions_merge, "bring members' questions, or the list, in").add_argument(
        "files", nargs="+", metavar="FILE", help="files of questions (JSON)"
    )
    add_calendar_options(add("calendar", run_calendar, "list what has a date, from today on"))
    add_publish_options(add("publish", run_publish, "bring the panel's feed up to date for members"))
    add_update_options(add("update", run_update, "take in what the panel published"))
    exempt = add("exempt", run_exempt, "show a meeting's exempt papers; they stay encrypted on the disk")
    exempt.add_argument("meeting", metavar="MEETING")
    exempt.add_argument("--remove", action="store_true", help="give them back instead")
    add("backup", commands.run_backup, "copy the notebook to a file").add_argument("file", metavar="FILE")
    add("restore", commands.run_restore, "bring a copy of the notebook back").add_argument(
        "file", metavar="FILE"
    )
    add("doctor", commands.run_doctor, "look for damage in the library and the notebook")
    add("screenshots", commands.run_screenshots, "draw every screen from the sample library").add_argument(
        "folder", metavar="FOLDER"
    )
    return top
