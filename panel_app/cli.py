"""The command line, for officers and for tests. `docs/cli.md` documents every command and key."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from panel_app import __version__
from panel_app.domain.changes import CancelToken, Progress
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import Meeting, MeetingItem, Paper
from panel_app.paths import Home, default_home
from panel_app.services.desk import Desk

Command = Callable[[Desk, argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command, or the window when there is none. 0 done, 1 a plain sentence said why not, 2 usage."""
    options = parser().parse_args(list(arguments), argparse.Namespace(home=None, json=False))
    home = Home(Path(options.home).expanduser() if options.home else default_home())
    try:
        if options.command is None:
            return _window(home)
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
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    add("import", _import, "add papers to the library").add_argument(
        "paths", nargs="+", metavar="FILE|FOLDER", help="PDF, text or Markdown files, or folders of them"
    )
    add("papers", _papers, "list the meetings and papers")
    add("show", _show, "show one paper").add_argument("paper", metavar="PAPER")
    add("search", _search, "find words in all papers").add_argument("words", nargs="+", metavar="WORDS")
    briefing = add("briefing", _briefing, "make the briefing pack of a meeting")
    briefing.add_argument("meeting", metavar="MEETING", help="the meeting's id, or “next”")
    briefing.add_argument("-o", "--output", required=True, metavar="FILE.pdf")
    add("backup", _backup, "copy the notebook to a file").add_argument("file", metavar="FILE")
    add("restore", _restore, "bring a copy of the notebook back").add_argument("file", metavar="FILE")
    add("doctor", _doctor, "look for damage in the library and the notebook")
    add("screenshots", _screenshots, "draw every screen from the sample library").add_argument(
        "folder", metavar="FOLDER"
    )
    return top


def _window(home: Home) -> int:
    from panel_app.system_libraries import missing_for_the_window

    sentence = missing_for_the_window()
    if sentence:
        raise UserFacingError(sentence)
    from panel_app.ui.start import run_window

    return run_window(home)


def _import(desk: Desk, options: argparse.Namespace) -> int:
    cancel = CancelToken()
    progress = _ProgressLine()
    before = signal.signal(signal.SIGINT, lambda *_: cancel.cancel())
    try:
        report = desk.importing.import_paths([Path(path) for path in options.paths], progress, cancel)
    finally:
        signal.signal(signal.SIGINT, before)
        progress.end()
    if options.json:
        _print_json(
            {
                "imported": [_paper_json(paper) for paper in report.imported],
                "already": [_paper_json(paper) for paper in report.already],
                "problems": list(report.problems),
            }
        )
    else:
        for paper in report.imported:
            print(f"Added {paper.id}: {paper.kind.value}, “{paper.title}”, {_pages(paper.page_count)}")
        for paper in report.already:
            print(f"Already here: {paper.id}")
    for problem in report.problems:
        print(problem, file=sys.stderr)
    return 1 if report.problems else 0


def _papers(desk: Desk, options: argparse.Namespace) -> int:
    papers, meetings = desk.papers.all(), desk.meetings.all()
    if options.json:
        _print_json(
            {
                "papers": [_paper_json(paper) for paper in papers],
                "meetings": [_meeting_json(meeting) for meeting in meetings],
            }
        )
        return 0
    if not papers:
        print("No papers yet. “panel-desk import FILE” adds some.")
    for meeting in meetings:
        print(f"{meeting.id}  {meeting.committee}, {meeting.date:%d %B %Y}{_sample(meeting.sample)}")
        for paper in papers:
            if paper.meeting == meeting.id:
                print(f"  {_paper_line(paper)}")
    loose = [paper for paper in papers if paper.meeting is None]
    if loose:
        print("Other papers")
    for paper in loose:
        print(f"  {_paper_line(paper)}")
    return 0


def _show(desk: Desk, options: argparse.Namespace) -> int:
    paper = desk.papers.find(options.paper)
    passages, tables = desk.papers.passages(paper.id), desk.papers.tables(paper.id)
    outline, pages = desk.papers.outline(paper.id), desk.papers.pages(paper.id)
    items = desk.meetings.items_of_paper(paper.id)
    members = desk.meetings.members(paper.meeting) if paper.meeting and items else []
    if options.json:
        labels = [page.label for page in pages]
        _print_json(
            {
                **_paper_json(paper),
                "pack_pages": labels,
                "outline": [
                    {"level": e.level, "title": e.title, "page": e.page + 1, "pack_page": labels[e.page]}
                    for e in outline
                ],
                "passages": [
                    {
                        "page": p.page + 1,
                        "pack_page": labels[p.page],
                        "number": p.number,
                        "kind": p.kind.value,
                        "text": p.text,
                    }
                    for p in passages
                ],
                "tables": [{"page": t.page + 1, "title": t.title, "rows": t.rows} for t in tables],
                "items": _items_json(items),
                "members": [{"name": m.name, "role": m.role, "council": m.council} for m in members],
                "actions": [],
                "commitments": [],
                "priorities": [],
            }
        )
        return 0
    print(_paper_line(paper))
    for item in items:
        where = f"pack pages {item.first_label} to {item.last_label}" if item.first_label else "no paper"
        print(f"  {item.number:>4}  {item.subject} ({where})")
    for entry in [] if items else outline:
        print(f"  {'  ' * (entry.level - 1)}{entry.title} (page {pages[entry.page].label})")
    print(f"{len(passages)} passages, {len(tables)} tables, {len(members)} members")
    return 0


def _search(desk: Desk, options: argparse.Namespace) -> int:
    hits = desk.search.search(" ".join(options.words))
    if options.json:
        _print_json(
            [
                {
                    "paper": hit.paper,
                    "title": hit.paper_title,
                    "page": hit.page + 1,
                    "pack_page": hit.label,
                    "snippet": hit.snippet,
                    "score": hit.score,
                }
                for hit in hits
            ]
        )
        return 0
    for hit in hits:
        print(f"{hit.paper}, page {hit.label}: {' '.join(hit.snippet.split())}")
    if not hits:
        print("Nothing was found. Try fewer words, or the beginning of a word.")
    return 0


def _briefing(desk: Desk, options: argparse.Namespace) -> int:
    if options.meeting == "next":
        coming = desk.meetings.next_meeting()
        if coming is None:
            raise NothingFoundError("There is no meeting yet. “panel-desk import FILE” adds an agenda pack.")
        meeting = coming.id
    else:
        meeting = desk.meetings.get(MeetingId(options.meeting)).id
    progress = _ProgressLine()
    try:
        made = desk.briefing.save(meeting, Path(options.output), progress=progress)
    finally:
        progress.end()
    if options.json:
        _print_json({"meeting": meeting, "file": options.output, "pages": made.page_count})
    else:
        print(f"Saved {options.output}, {_pages(made.page_count)}. {made.left_out}".strip())
    return 0


def _backup(desk: Desk, options: argparse.Namespace) -> int:
    target = desk.care.backup(Path(options.file))
    if options.json:
        _print_json({"file": str(target)})
    else:
        print(f"The notebook was copied to {target}.")
    return 0


def _restore(desk: Desk, options: argparse.Namespace) -> int:
    desk.care.restore(Path(options.file))
    if options.json:
        _print_json({"file": options.file})
    else:
        print("The notebook was brought back. The one before it is among the copies.")
    return 0


def _doctor(desk: Desk, options: argparse.Namespace) -> int:
    findings = desk.care.doctor()
    if options.json:
        _print_json([{"what": f.what, "well": f.well, "sentence": f.sentence} for f in findings])
    else:
        for finding in findings:
            print(finding.sentence if finding.well else f"Attention: {finding.sentence}")
    return 0 if all(finding.well for finding in findings) else 1


def _screenshots(desk: Desk, options: argparse.Namespace) -> int:
    from panel_app.ui.screenshots import draw_screens

    progress = _ProgressLine()
    try:
        files = draw_screens(desk, Path(options.folder), progress)
    finally:
        progress.end()
    if options.json:
        _print_json([str(file) for file in files])
    else:
        print(f"{len(files)} pictures are in {options.folder}.")
    return 0


class _ProgressLine:
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


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _paper_json(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "kind": paper.kind.value,
        "title": paper.title,
        "date": paper.date.isoformat() if paper.date else None,
        "meeting": paper.meeting,
        "pages": paper.page_count,
        "revision": paper.revision,
        "source": paper.source,
        "sample": paper.sample,
        "has_text": paper.has_text,
    }


def _meeting_json(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "committee": meeting.committee,
        "date": meeting.date.isoformat(),
        "time": meeting.time,
        "venue": meeting.venue,
        "sample": meeting.sample,
    }


def _items_json(items: Sequence[MeetingItem]) -> list[dict[str, Any]]:
    """The items of the agenda, each with its appendices."""
    listed: list[dict[str, Any]] = []
    for item in items:
        if item.level == 1 or not listed:
            listed.append({**_item_json(item), "appendices": []})
        else:
            listed[-1]["appendices"].append(_item_json(item))
    return listed


def _item_json(item: MeetingItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "subject": item.subject,
        "first_page": None if item.first_page is None else item.first_page + 1,
        "last_page": None if item.last_page is None else item.last_page + 1,
        "pack_pages": [item.first_label, item.last_label] if item.first_label else [],
    }


def _paper_line(paper: Paper) -> str:
    when: date | None = paper.date
    dated = f", {when.day} {when:%B %Y}" if when else ""
    return (
        f"{paper.id}  {paper.title} ({paper.kind.value}{dated}, {_pages(paper.page_count)})"
        f"{_sample(paper.sample)}"
    )


def _sample(sample: bool) -> str:
    return " [sample]" if sample else ""


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
