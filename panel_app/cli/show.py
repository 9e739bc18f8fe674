"""`panel-desk show`: one paper with all that was recognised in it."""

from __future__ import annotations

import argparse

from panel_app.cli.values import items_json, paper_json, paper_line, print_json, records_json
from panel_app.services.desk import Desk


def run_show(desk: Desk, options: argparse.Namespace) -> int:
    paper = desk.papers.find(options.paper)
    passages, tables = desk.papers.passages(paper.id), desk.papers.tables(paper.id)
    outline, pages = desk.papers.outline(paper.id), desk.papers.pages(paper.id)
    items = desk.meetings.items_of_paper(paper.id)
    records = desk.papers.records(paper.id)
    members = desk.meetings.members(paper.meeting) if paper.meeting and items else []
    if options.json:
        labels = [page.label for page in pages]
        print_json(
            {
                **paper_json(paper),
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
                "items": items_json(items),
                "members": [{"name": m.name, "role": m.role, "council": m.council} for m in members]
                or [{"name": p.name, "role": p.role, "council": p.organisation} for p in records.people],
                **records_json(records, labels),
            }
        )
        return 0
    print(paper_line(paper))
    for item in items:
        where = f"pack pages {item.first_label} to {item.last_label}" if item.first_label else "no paper"
        print(f"  {item.number:>4}  {item.subject} ({where})")
    for entry in [] if items else outline:
        print(f"  {'  ' * (entry.level - 1)}{entry.title} (page {pages[entry.page].label})")
    print(f"{len(passages)} passages, {len(tables)} tables, {len(members)} members")
    return 0
