"""Putting a PDF on paper: pages drawn away from the window, handed to the printer one by one."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback
from panel_app.domain.errors import UserFacingError
from panel_app.services.briefing import PackOptions
from panel_app.services.pdf_pages import PdfPages
from panel_app.ui.tasks import TaskRunner

LEAST_DPI, MOST_DPI = 200, 300
_AHEAD = 2
"""Pages that are drawn before the printer has taken them."""

_REFUSED = "The printer did not take the pages. See whether it is switched on, or save them as a PDF."


def prepare(printer: QPrinter, options: PackOptions, name: str) -> None:
    """Set A4, the sides and the colours as the member ticked them."""
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDuplex(
        QPrinter.DuplexMode.DuplexLongSide if options.both_sides else QPrinter.DuplexMode.DuplexNone
    )
    printer.setColorMode(QPrinter.ColorMode.GrayScale if options.grey else QPrinter.ColorMode.Color)


def has_printer() -> bool:
    """Whether there is anything to print on."""
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(options: PackOptions, name: str, parent: QWidget) -> QPrinter | None:
    """The printer from the system's dialog, with copies and pages; None when it was cancelled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer, options, name)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """One PDF on its way to one printer.

    Signals: `printed(int)` with the number of pages, `failed(str)` with a sentence, `ended()` after either
    or after Cancel.
    """

    printed = Signal(int)
    failed = Signal(str)
    ended = Signal()
    _page_ready = Signal(int, object)

    def __init__(
        self,
        printer: QPrinter,
        data: bytes,
        tasks: TaskRunner,
        parent: QObject | None = None,
        title: str = "Printing the briefing pack",
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._printer, self._data, self._tasks = printer, data, tasks
        self._painter = QPainter()
        self._free = threading.Semaphore(_AHEAD)
        self._page_ready.connect(self._on_page_ready, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; everything else is told by signals."""
        if not self._painter.begin(self._printer):
            self.failed.emit(_REFUSED)
            self.ended.emit()
            return
        task = self._tasks.run(self._title, self._draw, on_success=self._on_drawn, on_failure=self._on_failed)
        task.cancelled.connect(self._on_cancelled)

    def _draw(self, progress: ProgressCallback, cancel: CancelToken) -> int:
        """In the background: every page as a picture, not far ahead of the printer."""
        pages = PdfPages(self._data)
        try:
            wanted = self._page_indexes(len(pages))
            dpi = min(MOST_DPI, max(LEAST_DPI, self._printer.resolution()))
            for done, page in enumerate(wanted):
                progress(Progress(f"Printing page {page + 1} of {len(pages)}", done, len(wanted)))
                raster = pages.render(page, dpi / 72)
                image = QImage(
                    raster.data, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32
                ).copy()
                while not self._free.acquire(timeout=0.1):
                    cancel.check()
                cancel.check()
                self._page_ready.emit(done, image)
            return len(wanted)
        finally:
            pages.close()

    def _page_indexes(self, count: int) -> list[int]:
        """The pages chosen in the dialog, else all; repeated where the printer makes no copies itself."""
        first = self._printer.fromPage() or 1
        last = self._printer.toPage() or count
        chosen = list(range(max(1, first) - 1, min(last, count))) or list(range(count))
        copies = 1 if self._printer.supportsMultipleCopies() else max(1, self._printer.copyCount())
        return chosen * copies

    def _on_page_ready(self, number: int, image: QImage) -> None:
        self._free.release()
        if not self._painter.isActive():
            return
        if number:
            self._printer.newPage()
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        if (image.width() > image.height()) != (paper.width() > paper.height()):
            # A table on its side fills the sheet, turned.
            image = image.transformed(QTransform().rotate(90))
        scale = min(paper.width() / image.width(), paper.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        left, top = (paper.width() - width) / 2, (paper.height() - height) / 2
        self._painter.drawImage(QRectF(left, top, width, height), image)

    def _on_drawn(self, count: int) -> None:
        if self._painter.end():
            self.printed.emit(count)
        else:
            self.failed.emit(_REFUSED)
        self.ended.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._give_up()
        self.failed.emit(str(error) if isinstance(error, UserFacingError) else _REFUSED)
        self.ended.emit()

    def _on_cancelled(self) -> None:
        self._give_up()
        self.ended.emit()

    def _give_up(self) -> None:
        self._printer.abort()
        self._painter.end()
