"""Publishing a quarterly update, taking it in, and looking when nothing is new."""

from __future__ import annotations

import random
import statistics
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.bench.engine import Figure, seconds
from tests.bench.papers import sentence

PAGES = 150
UPDATE_SECONDS = 3.0
CHECK_MILLISECONDS = 200.0
_PASSPHRASE = "a passphrase for benches"


def feed_figures(folder: Path) -> dict[str, Figure]:
    """Seconds to publish and take in a pack of 150 pages; milliseconds to find that nothing is new."""
    officer, member = Desk(Home(folder / "officer")), Desk(Home(folder / "member"))
    feed = folder / "feed"
    try:
        officer.publishing.set_up("Bench Police and Crime Panel", _PASSPHRASE)
        officer.importing.import_paths([_pack(folder, date(2026, 3, 6))])
        officer.publishing.publish(feed, _PASSPHRASE)
        member.updating.trust(str(feed), officer.publishing.fingerprint)
        member.updating.update()
        officer.importing.import_paths([_pack(folder, date(2026, 6, 5))])
        publishing = seconds(lambda: officer.publishing.publish(feed, _PASSPHRASE))
        applying = seconds(member.updating.update)
        assert len(member.papers.all()) == 2
        checks = [seconds(member.updating.update) * 1000 for _ in range(9)]
    finally:
        officer.close()
        member.close()
    return {
        "publish_and_update": Figure(publishing + applying, UPDATE_SECONDS, "seconds, less is better"),
        "check_without_news": Figure(
            statistics.median(checks), CHECK_MILLISECONDS, "milliseconds, less is better"
        ),
    }


def _pack(folder: Path, day: date) -> Path:
    source, path = random.Random(day.toordinal()), folder / f"{day}.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(f"(Public Pack)Agenda Document for Bench Police and Crime Panel, {day:%d/%m/%Y} 10:00")
    canvas.setSubject(f"Bench Police and Crime Panel, {day:%d/%m/%Y} 10:00")
    for page in range(PAGES):
        if page % 10 == 0:
            canvas.bookmarkPage(str(page))
            canvas.addOutlineEntry(f"{page // 10 + 1} {sentence(source, 4)}", str(page))
        for line in range(45):
            canvas.drawString(72, 780 - 15 * line, sentence(source, 10))
        canvas.showPage()
    canvas.save()
    return path
