"""The chart of a measure on its way out: saved as a file, copied as a picture, printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from panel_app.domain.changes import CancelToken, ProgressCallback
from panel_app.domain.chart_model import ChartModel
from panel_app.domain.errors import UserFacingError
from panel_app.services.briefing import PackOptions
from panel_app.services.chart_files import chart_csv, chart_pdf, chart_svg, chart_xlsx, write_file
from panel_app.services.pdf_pages import PdfPages
from panel_app.ui.views.briefing_print import PrintJob, ask_printer
from panel_app.ui.workspace import Workspace

_SCALE = 200 / 72
_FORMS = {
    ".png": "Picture (*.png)",
    ".svg": "Picture to enlarge (*.svg)",
    ".csv": "Table (*.csv)",
    ".xlsx": "Excel table (*.xlsx)",
}


class ChartOut(QObject):
    """Works in tasks. Signals: `said(str)` with what was done."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self.job: PrintJob | None = None

    def ask_save_path(self, suggested: str) -> Path | None:
        """Where to put it, the form by its ending; None when the person thought better of it."""
        chosen, form = QFileDialog.getSaveFileName(
            self._window,
            "Save the chart or its table",
            str(Path.home() / suggested),
            ";;".join(_FORMS.values()),
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in _FORMS:
            return path
        return path.with_name(path.name + next((s for s, words in _FORMS.items() if words == form), ".png"))

    def ask_printer(self, title: str) -> QPrinter | None:
        """The printer from the system's dialog; None when it was cancelled."""
        return ask_printer(PackOptions(), title, self._window)

    def save(self, chart: ChartModel) -> None:
        """Ask where, and write the file."""
        name = re.sub(r"[^\w\s,-]", "", chart.title)[:80].strip()
        path = self.ask_save_path(f"{name}.png")
        if path is None:
            return

        def work(_: ProgressCallback, __: CancelToken) -> None:
            write_file(path, file_bytes(chart, path.suffix.lower()))

        self._run(f"Saving {path.name}", work, lambda _: self.said.emit(f"Saved as {path.name}."))

    def copy(self, chart: ChartModel) -> None:
        """Put a picture of it on the clipboard."""

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            self.said.emit("The picture is copied.")

        self._run("Copying the picture", lambda _, __: chart_image(chart), done)

    def print_out(self, chart: ChartModel) -> None:
        """Ask for the printer and print one page."""
        printer = self.ask_printer(chart.title)
        if printer is None:
            return

        def begin(data: bytes) -> None:
            self.job = PrintJob(printer, data, self._workspace.tasks, self, "Printing the chart")
            self.job.printed.connect(lambda _: self.said.emit("The chart is printed."))
            self.job.failed.connect(self._workspace.error_met)
            self.job.start()

        self._run("Printing the chart", lambda _, __: chart_pdf(chart), begin)

    def _run(self, title: str, work: Any, done: Any) -> None:
        self._workspace.tasks.run(title, work, on_success=done, on_failure=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._workspace.error_met.emit(str(error))


def file_bytes(chart: ChartModel, suffix: str) -> bytes:
    """The file of one of the four forms."""
    if suffix == ".png":
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(chart_image(chart))
        return bytes(buffer.data().data())
    return {".svg": chart_svg, ".csv": chart_csv, ".xlsx": chart_xlsx}[suffix](chart)


def chart_image(chart: ChartModel) -> QImage:
    """The printed sheet as a picture on white, whatever the theme."""
    pages = PdfPages(chart_pdf(chart))
    try:
        raster = pages.render(0, _SCALE)
        return QImage(
            raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32
        ).copy()
    finally:
        pages.close()
