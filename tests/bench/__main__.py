"""`make bench`: one JSON object, each figure beside its limit in the same run."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.bench import engine, importing, marks, window
from tests.bench.papers import large_pack

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"


def main() -> int:
    pack = large_pack(KEPT)
    with tempfile.TemporaryDirectory() as folder:
        homes = Path(folder)
        figures = {
            **importing.import_figures(pack, homes / "import"),
            "figure_checks": engine.figures_speed(homes / "import"),
            "page_to_pixels": engine.render_speed(pack),
            "search_p95": engine.search_speed(homes / "search"),
            "briefing": engine.briefing_speed(homes / "briefing"),
            "start_to_readable_page": window.start(homes / "import"),
            **marks.right_states(),
            "placing_marks": marks.placing_speed(pack, homes / "marks"),
            "peak_memory": window.memory(homes / "import"),
        }
    json.dump({name: figure.as_json() for name, figure in figures.items()}, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
