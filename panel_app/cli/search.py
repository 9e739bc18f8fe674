"""The search command."""

from __future__ import annotations

import argparse
from datetime import date

from panel_app.cli.values import print_json
from panel_app.domain.errors import NothingFoundError, UserFacingError
from panel_app.domain.ids import MeetingId
from panel_app.domain.papers import PaperKind
from panel_app.domain.search import SearchFilters
from panel_app.services.desk import Desk


def add_search_options(parser: argparse.ArgumentParser) -> None:
    """The words, and what narrows the search."""
    parser.add_argument("words", nargs="+", metavar="WORDS")
    parser.add_argument(
        "--meeting", metavar="MEETING", help="only the papers of one meeting: its id, or “next”"
    )
    parser.add_argument("--kind", metavar="KIND", help="only papers of one kind, such as “minutes”")
    parser.add_argument(
        "--from", dest="since", metavar="DATE", help="only papers from this day on: 2026-01-31"
    )
    parser.add_argument("--to", dest="until", metavar="DATE", help="only papers up to this day: 2026-12-31")
    parser.add_argument("--marked", action="store_true", help="only pages that carry a mark of yours")


def run_search(desk: Desk, options: argparse.Namespace) -> int:
    words = " ".join(options.words)
    found = desk.search.find(words, filters=_filters(desk, options))
    if options.json:
        print_json(
            [
                {
                    "paper": hit.paper,
                    "title": hit.paper_title,
                    "page": hit.page + 1,
                    "pack_page": hit.label,
                    "snippet": hit.snippet,
                    "score": hit.score,
                }
                for hit in found.hits
            ]
        )
        return 0
    if found.any_word:
        print(f"No passage holds all of “{words}”. These hold some of the words.")
    if found.also:
        print(f"Also searched for: {', '.join(found.also)}.")
    for hit in found.hits:
        print(f"{hit.paper}, page {hit.label}: {' '.join(hit.snippet.split())}")
    if not found.hits:
        print("Nothing was found. Try fewer words, or the beginning of a word.")
    return 0


def _filters(desk: Desk, options: argparse.Namespace) -> SearchFilters:
    return SearchFilters(
        kind=_kind(options.kind) if options.kind else None,
        meeting=_meeting(desk, options.meeting) if options.meeting else None,
        since=_day(options.since) if options.since else None,
        until=_day(options.until) if options.until else None,
        marked=options.marked,
    )


def _kind(typed: str) -> PaperKind:
    try:
        return PaperKind(typed.lower())
    except ValueError:
        kinds = ", ".join(kind.value for kind in PaperKind)
        raise UserFacingError(
            f"There is no kind of paper called “{typed}”. The kinds are: {kinds}."
        ) from None


def _meeting(desk: Desk, typed: str) -> MeetingId:
    if typed != "next":
        return desk.meetings.get(MeetingId(typed)).id
    coming = desk.meetings.next_meeting()
    if coming is None:
        raise NothingFoundError("There is no meeting yet. “panel-desk import FILE” adds an agenda pack.")
    return coming.id


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise UserFacingError(f"“{typed}” is not a day. Write it as 2026-01-31.") from None
