"""`publish`, `update` and `exempt`: the panel's feed from the command line."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from panel_app.cli.commands import ProgressLine
from panel_app.cli.values import paper_json, print_json
from panel_app.domain.errors import UserFacingError
from panel_app.domain.ids import MeetingId, PaperId
from panel_app.services.desk import Desk
from panel_app.services.files import write_file

PASSPHRASE = "PANEL_DESK_PASSPHRASE"
EXEMPT_PASSPHRASE = "PANEL_DESK_EXEMPT_PASSPHRASE"


def add_publish_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help="the folder from which members get the papers")
    parser.add_argument("--set-up", metavar="NAME", help="make the keys of a new feed for this panel")
    parser.add_argument(
        "--recover", metavar="CODE", help="go on publishing with the code of the recovery sheet"
    )
    parser.add_argument(
        "--sheet", metavar="FILE.pdf", help="where the recovery sheet is saved when keys are made"
    )
    parser.add_argument("--meeting", action="append", default=[], metavar="MEETING", help="only this meeting")
    parser.add_argument("--withdraw", action="append", default=[], metavar="PAPER", help="take a paper back")
    parser.add_argument(
        "--recall", action="append", default=[], metavar="MEETING", help="take its exempt papers back"
    )
    parser.add_argument(
        "--questions", action="append", default=[], metavar="MEETING", help="with its list of questions"
    )
    parser.add_argument(
        "--file", metavar="FILE.paneldesk", help="write the same as one file for an e-mail, too"
    )


def run_publish(desk: Desk, options: argparse.Namespace) -> int:
    publishing, feed = desk.publishing, Path(options.feed)
    if options.set_up and options.recover is None and publishing.is_set_up:
        raise UserFacingError("This computer already publishes for a panel: its keys are kept as they are.")
    if not publishing.is_set_up and not options.set_up:
        raise UserFacingError(
            "This computer has no keys yet: add --set-up “NAME OF THE PANEL” --sheet FILE.pdf."
        )
    if options.set_up and not options.sheet:
        raise UserFacingError(
            "Say with --sheet FILE.pdf where the recovery sheet is saved; print it from there."
        )
    passphrase = _passphrase(PASSPHRASE, "Passphrase of the panel's keys: ")
    if options.set_up:
        if options.recover:
            made = publishing.recover(feed, options.set_up, options.recover, passphrase)
        else:
            made = publishing.set_up(options.set_up, passphrase)
        write_file(Path(options.sheet), made.sheet, "the recovery sheet")
    for paper in options.withdraw:
        publishing.withdraw(PaperId(paper))
    asked = [m for m in publishing.exempt_meetings(options.meeting) if m not in options.recall]
    exempt = (
        dict.fromkeys(asked, _passphrase(EXEMPT_PASSPHRASE, "Passphrase for exempt papers: "))
        if asked
        else {}
    )
    progress = ProgressLine()
    try:
        published = publishing.publish(
            feed,
            passphrase,
            meetings=options.meeting,
            exempt=exempt,
            recall=options.recall,
            questions=options.questions,
            file=Path(options.file) if options.file else None,
            progress=progress,
        )
    finally:
        progress.end()
    if options.json:
        print_json(
            {
                "changed": list(published.changed),
                "exempt": published.exempt,
                "files": published.files,
                "size": published.size,
                "fingerprint": publishing.fingerprint,
            }
        )
    else:
        print(published.sentence)
        print(f"Fingerprint: {publishing.fingerprint}")
    return 0


def add_update_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "feed",
        nargs="?",
        default="",
        metavar="FEED|BUNDLE",
        help="https://…, a folder or a .paneldesk file; without it the feed that was accepted",
    )
    parser.add_argument(
        "--fingerprint", metavar="FINGERPRINT", help="accept the feed, as democratic services gave it"
    )


def run_update(desk: Desk, options: argparse.Namespace) -> int:
    updating = desk.updating
    if options.fingerprint:
        updating.trust(options.feed, options.fingerprint)
    elif options.feed and not updating.fingerprint:
        raise UserFacingError(
            f"This feed is not trusted yet. Its fingerprint is {updating.offered(options.feed)}: if "
            "democratic services give the same one, add --fingerprint “…” with it."
        )
    progress = ProgressLine()
    try:
        report = updating.update(options.feed, progress)
    finally:
        progress.end()
    if options.json:
        print_json(
            {
                "name": report.name,
                "published": report.published.isoformat(),
                "new": [paper_json(paper) for paper in report.new],
                "replaced": [paper_json(paper) for paper in report.replaced],
                "withdrawn": list(report.withdrawn),
                "exempt": [meeting.id for meeting in report.exempt],
                "recalled": [meeting.id for meeting in report.recalled],
                "measures": report.measures,
                "questions": report.questions,
            }
        )
    else:
        print(f"{report.name}: {report.sentence}")
    return 0


def run_exempt(desk: Desk, options: argparse.Namespace) -> int:
    meeting = MeetingId(options.meeting)
    if options.remove:
        desk.exempt_papers.remove(meeting)
        return 0
    opened = desk.exempt_papers.open(meeting, _passphrase(EXEMPT_PASSPHRASE, "Passphrase: "))
    if options.json:
        print_json([paper_json(one.paper) for one in opened])
        return 0
    for one in opened:
        print(f"# {one.paper.title}")
        for page in one.structure.pages:
            print(f"\n[page {page.label}]\n{page.text}")
    return 0


def _passphrase(variable: str, prompt: str) -> str:
    """From the environment, for scripts; else asked for unseen. Never an argument, which others can see."""
    given = os.environ.get(variable)
    if given is None and not sys.stdin.isatty():
        raise UserFacingError(f"A passphrase is needed: put it into {variable}, or run this in a terminal.")
    return given if given is not None else getpass.getpass(prompt)
