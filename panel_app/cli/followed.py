"""`panel-desk actions`, `commitments` and `findings`: what papers hold that is to be followed up."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from panel_app.cli.values import print_json, records_json
from panel_app.domain.findings import FollowedFinding
from panel_app.domain.following import Update
from panel_app.domain.ids import PaperId
from panel_app.domain.papers import Paper
from panel_app.domain.records import Action, Commitment, Records
from panel_app.services.desk import Desk


def run_actions(desk: Desk, options: argparse.Namespace) -> int:
    found = desk.papers.actions()
    if options.json:
        print_json(_values(desk, [(paper, Records(actions=(a,)), "actions") for paper, a in found]))
        return 0
    for paper, action in found:
        print(f"{_where(desk, paper, action)} {action.owner or 'nobody named'}: {action.text}")
    return _said_when_none(found, "No actions were found in the papers here.")


def run_commitments(desk: Desk, options: argparse.Namespace) -> int:
    if options.over_time:
        return _run_over_time(desk, options)
    found = desk.papers.commitments()
    if options.json:
        print_json(_values(desk, [(paper, Records(commitments=(c,)), "commitments") for paper, c in found]))
        return 0
    for paper, commitment in found:
        print(f"{_where(desk, paper, commitment)} {commitment.number} {commitment.text}")
        for activity in commitment.activities:
            name = f"{activity.number} {activity.text}".strip()
            print(f"    {name}: {activity.update or 'no update printed'}")
    return _said_when_none(found, "No delivery plan was found in the papers here.")


def run_findings(desk: Desk, options: argparse.Namespace) -> int:
    rows = desk.comparing.findings()
    papers = {sighting.paper for row in rows for sighting in row.seen}
    labels = {paper: [page.label for page in desk.papers.pages(paper)] for paper in papers}
    if options.json:
        print_json([_finding_json(row, labels) for row in rows])
        return 0
    for row in rows:
        latest = row.latest
        print(f"{latest.kind} {latest.number}".strip().capitalize() + f": {latest.text}")
        for sighting in row.seen:
            when = sighting.day.isoformat() if sighting.day else "no date"
            page = labels[sighting.paper][sighting.finding.page]
            print(f"    {when}, page {page}, {sighting.finding.status or 'no status printed'}")
    return _said_when_none(rows, "No inspection findings were found in the papers here.")


def _finding_json(row: FollowedFinding, labels: Mapping[PaperId, Sequence[str]]) -> dict[str, Any]:
    latest = row.latest
    return {
        "kind": latest.kind.value,
        "number": latest.number,
        "text": latest.text,
        "report": latest.report,
        "open": row.is_open,
        "seen": [
            {
                "paper": sighting.paper,
                "date": sighting.day.isoformat() if sighting.day else None,
                "status": sighting.finding.status,
                "progress": sighting.finding.progress,
                "page": sighting.finding.page + 1,
                "pack_page": labels[sighting.paper][sighting.finding.page],
            }
            for sighting in row.seen
        ],
    }


def _run_over_time(desk: Desk, options: argparse.Namespace) -> int:
    rows = desk.plan.followed()
    if options.json:
        papers = {update.paper for row in rows for update in row.updates}
        labels = {paper: [page.label for page in desk.papers.pages(paper)] for paper in papers}
        print_json(
            [
                {
                    "commitment": row.commitment.number,
                    "number": row.activity.number,
                    "text": row.activity.text,
                    "updates": [_update_json(update, labels[update.paper]) for update in row.updates],
                }
                for row in rows
            ]
        )
        return 0
    for row in rows:
        print(f"{row.activity.number} {row.activity.text}".strip())
        for update in row.updates:
            earlier = f" (before: {update.earlier_number})" if update.earlier_number else ""
            said = f": {update.activity.update}" if update.activity and update.activity.update else ""
            print(f"    {update.period}, {update.sign}{earlier}{said}")
    return _said_when_none(rows, "No delivery plan that names its quarter was found in the papers here.")


def _update_json(update: Update, labels: Sequence[str]) -> dict[str, Any]:
    activity = update.activity
    return {
        "period": str(update.period),
        "paper": update.paper,
        "sign": update.sign.value,
        "earlier_number": update.earlier_number,
        "update": activity.update if activity else None,
        "page": activity.page + 1 if activity else None,
        "pack_page": labels[activity.page] if activity else None,
    }


def _values(desk: Desk, found: Sequence[tuple[Paper, Records, str]]) -> list[dict[str, Any]]:
    labels: dict[PaperId, list[str]] = {}
    values: list[dict[str, Any]] = []
    for paper, records, kind in found:
        if paper.id not in labels:
            labels[paper.id] = [page.label for page in desk.papers.pages(paper.id)]
        values.append(
            {"paper": paper.id, "title": paper.title, **records_json(records, labels[paper.id])[kind][0]}
        )
    return values


def _where(desk: Desk, paper: Paper, record: Action | Commitment) -> str:
    return f"{paper.title}, page {desk.papers.pages(paper.id)[record.page].label}:"


def _said_when_none(found: Sequence[object], sentence: str) -> int:
    if not found:
        print(sentence)
    return 0
