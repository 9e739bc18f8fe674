"""Papers, meetings and records as JSON values and as lines on a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from panel_app.domain.papers import Meeting, MeetingItem, Paper
from panel_app.domain.plain import to_plain
from panel_app.domain.records import Records


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def paper_json(paper: Paper) -> dict[str, Any]:
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
        "exempt": paper.exempt,
        "withdrawn": paper.withdrawn,
    }


def meeting_json(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "committee": meeting.committee,
        "date": meeting.date.isoformat(),
        "time": meeting.time,
        "venue": meeting.venue,
        "sample": meeting.sample,
    }


def records_json(records: Records, labels: Sequence[str]) -> dict[str, Any]:
    """Every list of records under its name; each page counted from 1, with its pack page."""
    return {name: _with_pack_pages(several, labels) for name, several in to_plain(records).items()}


def _with_pack_pages(value: Any, labels: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_with_pack_pages(one, labels) for one in value]
    if not isinstance(value, dict):
        return value
    shown = {name: _with_pack_pages(one, labels) for name, one in value.items()}
    if "page" in value:
        shown["page"] = value["page"] + 1
        shown["pack_page"] = labels[value["page"]]
    if "last_page" in value:
        shown["last_page"] = value["last_page"] + 1
    return shown


def items_json(items: Sequence[MeetingItem]) -> list[dict[str, Any]]:
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
        "kind": item.kind.value if item.kind else None,
        "exempt": item.exempt,
    }


def paper_line(paper: Paper) -> str:
    when: date | None = paper.date
    dated = f", {when.day} {when:%B %Y}" if when else ""
    return (
        f"{paper.id}  {paper.title} ({paper.kind.value}{dated}, {page_count(paper.page_count)})"
        f"{sample_word(paper.sample)}"
    )


def sample_word(sample: bool) -> str:
    return " [sample]" if sample else ""


def page_count(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
