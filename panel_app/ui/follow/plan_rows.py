"""The delivery plan over the quarters as rows of a table, in a councillor's words; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from panel_app.domain.following import Followed, Period, Sign, Update
from panel_app.domain.ids import PaperId
from panel_app.domain.plan_table import (
    CommitmentRows,
    PlanFilters,
    missing,
    periods,
    plan_table,
    section_title,
    sections,
)
from panel_app.domain.records import Commitment
from panel_app.services.desk import Desk
from panel_app.ui.follow.table_model import Cell, FollowTable, GroupRow, LineRow, Row
from panel_app.ui.words import count_words, listed

_TONES = {Sign.NEW: "accent", Sign.CHANGED: "accent", Sign.COMPLETED: "good", Sign.GONE: "warn"}
NO_PLAN = (
    "No delivery plan yet. When a paper with an extract of the plan comes, its commitments stand here,"
    " and the next extract beside it."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The followed plan with the pack pages of its papers."""

    rows: tuple[Followed, ...]
    labels: dict[PaperId, tuple[str, ...]]

    @property
    def periods(self) -> list[Period]:
        return periods(self.rows)

    @property
    def sections(self) -> list[str]:
        return sections(self.rows)


def read_plan(desk: Desk) -> Plan:
    """Follow the plan; it may run on any thread."""
    rows = tuple(desk.plan.followed())
    papers = {update.paper for row in rows for update in row.updates}
    return Plan(rows, {p: tuple(page.label for page in desk.papers.pages(p)) for p in papers})


def plan_rows(plan: Plan, filters: PlanFilters) -> FollowTable:
    """The table of what the filters leave."""
    there, labels = plan.periods, plan.labels
    rows: list[Row] = []
    for section in plan_table(plan.rows, filters):
        rows.append(GroupRow(section.title or "The plan"))
        for group in section.commitments:
            rows += _commitment(group, there, labels)
    return FollowTable("Commitment and activity", tuple(map(str, there)), tuple(rows))


def plan_summary(plan: Plan) -> str:
    """What is here: how many activities, which quarters, and what will be seen when the next comes."""
    there = plan.periods
    if not there:
        return NO_PLAN
    count = count_words(len(plan.rows), "line")
    if len(there) == 1:
        return (
            f"{count} of the plan for {there[0]}, the only quarter here. When the next extract comes, it"
            " stands beside this one, and each line says what changed, what repeats the same words and what"
            " has no update."
        )
    said = f"{count} of the plan over {count_words(len(there), 'quarter')}, {there[0]} to {there[-1]}."
    gaps = missing(there)
    if gaps:
        verb = "is" if len(gaps) == 1 else "are"
        said += f" {listed([str(gap) for gap in gaps])} {verb} not here."
    return said


def nothing_left(plan: Plan, filters: PlanFilters) -> str:
    """Why the table is empty though there is a plan."""
    if not plan.rows:
        return NO_PLAN
    where = f" in “{filters.section}”" if filters.section else ""
    if len(plan.periods) == 1:
        return f"There is one quarter here, so nothing can have changed or fallen silent{where}."
    asked = [
        *(["says something new"] if filters.changed else []),
        *(["has been silent for two quarters or more"] if filters.silent else []),
    ]
    return f"Nothing{where} {' and '.join(asked) or 'is left'}."


def _commitment(
    group: CommitmentRows, there: Sequence[Period], labels: dict[PaperId, tuple[str, ...]]
) -> list[Row]:
    commitment, rows = group.commitment, list[Row]()
    if group.own is None:
        rows.append(GroupRow(f"{commitment.number} {commitment.text}".strip(), outer=False))
    else:
        cells = _cells(group.own, there, labels)
        rows.append(LineRow(commitment.text, cells, commitment.number, said=_said(commitment, "")))
    for row in group.activities:
        activity = row.activity
        name = f"{activity.number} {activity.text}".strip()
        rows.append(
            LineRow(activity.text, _cells(row, there, labels), activity.number, said=_said(commitment, name))
        )
    return rows


def _said(commitment: Commitment, activity: str) -> str:
    of = f"{section_title(commitment)}, {commitment.number} {commitment.text}".strip(" ,")
    return f"{activity}, {of}" if activity else of


def _cells(
    row: Followed, there: Sequence[Period], labels: dict[PaperId, tuple[str, ...]]
) -> tuple[Cell | None, ...]:
    by_period = {update.period: update for update in row.updates}
    return tuple(_cell(by_period[period], labels) if period in by_period else None for period in there)


def _cell(update: Update, labels: dict[PaperId, tuple[str, ...]]) -> Cell:
    activity = update.activity
    if activity is None:
        return Cell(f"{update.sign}: no longer in the plan", tone=_TONES[Sign.GONE])
    # In the first quarter every line is the first: that says nothing.
    sign = "" if update.sign is Sign.FIRST else str(update.sign)
    if update.earlier_number:
        sign = f"{sign}, was {update.earlier_number}" if sign else f"Was {update.earlier_number}"
    says_only_that = update.sign in (Sign.NO_UPDATE, Sign.NOT_PRINTED)
    return Cell(
        sign,
        "" if says_only_that else activity.update,
        labels[update.paper][activity.page],
        update.paper,
        activity.page,
        _TONES.get(update.sign, "ink-2"),
    )
