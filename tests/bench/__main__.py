"""`make bench`: one JSON object, each figure beside its limit in the same run."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.bench import engine, feed, importing, marks, measures, reading, searching, window
from tests.bench.library import HARSH, NATURAL, large_library
from tests.bench.papers import large_pack

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"


def main() -> int:
    pack = large_pack(KEPT)
    # Made once, in about two minutes; they stay there, 750 MB together.
    library, harsh = large_library(KEPT, NATURAL, pack), large_library(KEPT, HARSH)
    with tempfile.TemporaryDirectory() as folder:
        homes = Path(folder)
        figures = {
            **importing.import_figures(pack, homes / "import"),
            "figure_checks": engine.figures_speed(homes / "import"),
            "page_to_pixels": engine.render_speed(pack),
            **searching.search_figures("search_p95", library, searching.natural_queries()),
            **searching.search_figures("search_p95_of_60_words", harsh, searching.harsh_queries()),
            **searching.pack_figures(homes / "import", pack),
            "briefing": engine.briefing_speed(homes / "briefing"),
            "start_to_readable_page": window.start(homes / "import"),
            **feed.feed_figures(homes / "feed"),
            **marks.right_states(),
            "placing_marks": marks.placing_speed(pack, homes / "marks"),
            **measures.import_figures(homes),
            **measures.scorecard_figures(homes),
            "start_with_100000_pages": window.start(library.folder),
            **reading.reading_figures(homes / "import", pack),
            **window.memory(homes / "import"),
        }
    json.dump({name: figure.as_json() for name, figure in figures.items()}, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
