"""What each command does."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from panel_app.cli.values import meeting_json, page_count, paper_json, paper_line, print_json, sample_word
from panel_app.domain.changes import CancelToken, Progress
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.paths import Home
from panel_app.services.desk import Desk


def run_window(home: Home) -> int:
    from panel_app.system_libraries import missing_for_the_window

    sentence = missing_for_the_window()
    if sentence:
        raise UserFacingError(sentence)
    from panel_app.ui.start import run_window

    return run_window(home)


def run_import(desk: Desk, options: argparse.Namespace) -> int:
    cancel = CancelToken()
    progress = ProgressLine()
    before = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        report = desk.importing.import_paths([Path(path) for path in options.paths], progress, cancel)
    finally:
        signal.signal(signal.SIGINT, before)
        progress.end()
    if options.json:
        print_json(
            {
                "imported": [paper_json(paper) for paper in report.imported],
                "already": [paper_json(paper) for paper in report.already],
                "problems": list(report.problems),
            }
        )
    else:
        for paper in report.imported:
            print(f"Added {paper.id}: {paper.kind.value}, “{paper.title}”, {page_count(paper.page_count)}")
        for paper in report.already:
            print(f"Already here: {paper.id}")
    for problem in report.problems:
        print(problem, file=sys.stderr)
    return 1 if report.problems else 0


def run_papers(desk: Desk, options: argparse.Namespace) -> int:
    papers, meetings = desk.papers.all(), desk.meetings.all()
    if options.json:
        print_json(
            {
                "papers": [paper_json(paper) for paper in papers],
                "meetings": [meeting_json(meeting) for meeting in meetings],
            }
        )
        return 0
    if not papers:
        print("No papers yet. “panel-desk import FILE” adds some.")
    for meeting in meetings:
        day = f"{meeting.date.day} {meeting.date:%B %Y}"
        print(f"{meeting.id}  {meeting.committee}, {day}{sample_word(meeting.sample)}")
        for paper in papers:
            if paper.meeting == meeting.id:
                print(f"  {paper_line(paper)}")
    loose = [paper for paper in papers if paper.meeting is None]
    if loose:
        print("Other papers")
    for paper in loose:
        print(f"  {paper_line(paper)}")
    return 0


def run_briefing(desk: Desk, options: argparse.Namespace) -> int:
    if options.meeting == "next":
        coming = desk.meetings.next_meeting()
        if coming is None:
            raise NothingFoundError("There is no meeting yet. “panel-desk import FILE” adds an agenda pack.")
        meeting = coming.id
    else:
        meeting = desk.meetings.get(MeetingId(options.meeting)).id
    target = Path(options.output)
    if target.suffix.lower() == ".docx":
        left_out = desk.briefing.save_word(meeting, target)
        if options.json:
            print_json({"meeting": meeting, "file": options.output, "pages": None})
        else:
            print(f"Saved {options.output}. {left_out}".strip())
        return 0
    progress = ProgressLine()
    try:
        made = desk.briefing.save(meeting, target, progress=progress)
    finally:
        progress.end()
    if options.json:
        print_json({"meeting": meeting, "file": options.output, "pages": made.page_count})
    else:
        print(f"Saved {options.output}, {page_count(made.page_count)}. {made.left_out}".strip())
    return 0


def run_backup(desk: Desk, options: argparse.Namespace) -> int:
    target = desk.care.backup(Path(options.file))
    if options.json:
        print_json({"file": str(target)})
    else:
        print(f"The notebook was copied to {target}.")
    return 0


def run_restore(desk: Desk, options: argparse.Namespace) -> int:
    desk.care.restore(Path(options.file))
    if options.json:
        print_json({"file": options.file})
    else:
        print("The notebook was brought back. The one before it is among the copies.")
    return 0


def run_doctor(desk: Desk, options: argparse.Namespace) -> int:
    findings = desk.care.doctor()
    if options.json:
        print_json([{"what": f.what, "well": f.well, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            print(finding.sentence if finding.well else f"Attention: {finding.sentence}")
    return 0 if all(finding.well for finding in findings) else 1


def run_screenshots(desk: Desk, options: argparse.Namespace) -> int:
    from panel_app.ui.screenshots import draw_screens

    progress = ProgressLine()
    try:
        files = draw_screens(desk, Path(options.folder), progress)
    finally:
        progress.end()
    if options.json:
        print_json([str(file) for file in files])
    else:
        print(f"{len(files)} pictures are in {options.folder}.")
    return 0


class ProgressLine:
    """One line on the terminal that changes; nothing where standard error is not a terminal."""

    def __init__(self) -> None:
        self._shown = 0

    def __call__(self, progress: Progress) -> None:
        if sys.stderr.isatty():
            line = progress.sentence[:100]
            sys.stderr.write("\r" + line.ljust(self._shown))
            sys.stderr.flush()
            self._shown = len(line)

    def end(self) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
