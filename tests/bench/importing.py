"""Importing the large pack: pages a second and memory, in processes of their own.

As a program (`python -m tests.bench.importing PACK HOME`) it is the process that is measured.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from panel_app.paths import Home
from panel_app.services.desk import Desk
from tests.bench.engine import Figure
from tests.bench.papers import PAGES

TURNS = 5
MEGABYTES = 400
"""What an import may take at its peak, the program and its two children together."""


def import_figures(pack: Path, home: Path) -> dict[str, Figure]:
    """Pages a second from file to committed library beside bare text extraction, turn about, and memory.

    Each time is the best of its turns, for whatever else the machine does only adds to it; the library of the
    first turn stays in `home`.
    """
    ours, bare, peaks = [], [], []
    for turn in range(TURNS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", _BARE_TEXT, str(pack)], check=True)
        bare.append(time.perf_counter() - started)
        place = home if turn == 0 else home.with_name(f"{home.name}-{turn}")
        command = [sys.executable, "-m", "tests.bench.importing", str(pack), str(place)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        ours.append(told["seconds"])
        peaks.append(told["megabytes"])
    return {
        "import": Figure(
            PAGES / min(ours),
            PAGES / min(bare),
            "pages per second, more is better",
        ),
        "import_memory": Figure(statistics.median(peaks), MEGABYTES, "megabytes, less is better"),
    }


_BARE_TEXT = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
for page in document:
    textpage = page.get_textpage()
    textpage.get_text_range()
    textpage.close()
    page.close()
"""


def _import(pack: Path, home: Path) -> None:
    import resource

    desk = Desk(Home(home))
    try:
        started = time.perf_counter()
        report = desk.importing.import_paths([pack])
        seconds = time.perf_counter() - started
        assert report.imported and report.imported[0].page_count == PAGES
    finally:
        desk.close()
    own, child = (
        resource.getrusage(kind).ru_maxrss / 1024 for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # The system tells the largest child only; the one that reads and the one that draws run together.
    peak = own + 2 * child
    json.dump({"seconds": seconds, "megabytes": peak}, sys.stdout)


if __name__ == "__main__":
    _import(Path(sys.argv[1]), Path(sys.argv[2]))
