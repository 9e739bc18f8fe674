"""Reading a file in child processes with a time and a memory limit."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import psutil

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.domain.papers import Page, Recognition, StructuredPaper
from panel_app.domain.pdf_marks import MarkedPdf
from panel_app.domain.plain import from_plain, to_plain
from panel_app.importers import wire
from panel_app.importers.pdf_text import is_pdf
from panel_app.paths import program_dir

ARGUMENT = "--read-paper"
"""What the installed program is started with to be the child; `app.py` looks for it."""
LARGE = 500_000
"""From so many bytes on a PDF's pages are drawn in a second child while the first one reads: drawing is a
third of the work, and starting a child costs as much as drawing 200 pages."""

T = TypeVar("T")
OnFrame = Callable[[str, dict[str, Any], bytes], T | None]
"""Takes a frame's kind, values and bytes; what it returns, if not None, is the end."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without a sign of life, seconds in all, and bytes of memory that a file may take."""

    silence: float = 20.0
    total: float = 600.0
    memory: int = 1_500_000_000
    resident: int = 1_000_000_000


@dataclass(frozen=True)
class Reading:
    """What the child read; `pdf` is the typeset PDF of a text, empty for a PDF."""

    structure: StructuredPaper
    recognition: Recognition
    pdf: bytes


def read_in_child(
    data: bytes, name: str, progress: ProgressCallback, cancel: CancelToken, limits: Limits | None = None
) -> Reading:
    """Read a file's bytes in a child process, and draw its pages in a second one where it is large.

    Raises PaperRefusedError, whose words follow the file's name, for a file that cannot be read or goes
    over a limit, and CancelledError soon after `cancel`.
    """
    limits = limits or Limits()
    if len(data) < LARGE or not is_pdf(data):
        return _read(wire.READ_AND_DRAW, data, name, progress, cancel, limits)
    stop, pictures = CancelToken(), dict[int, bytes]()
    with ThreadPoolExecutor(1) as pool:
        drawing = pool.submit(_draw, data, name, pictures, stop, limits)
        try:
            reading = _read(wire.READ, data, name, progress, cancel, limits)
            count = len(reading.structure.pages)
            while not wait_for([drawing], timeout=0.1).done:
                cancel.check()
                done = len(pictures)
                progress(Progress(f"Drawing page {done} of {count} of {name}", done, count))
            drawing.result()
        finally:
            stop.cancel()
    pages = tuple(replace(p, thumbnail=pictures.get(p.index, b"")) for p in reading.structure.pages)
    return replace(reading, structure=replace(reading.structure, pages=pages))


def read_marks_in_child(
    data: bytes, name: str, cancel: CancelToken, limits: Limits | None = None
) -> MarkedPdf:
    """Read the annotations of a PDF in a child process; raises as `read_in_child` does."""

    def on_frame(kind: str, values: dict[str, Any], _: bytes) -> MarkedPdf | None:
        return from_plain(values["marks"], MarkedPdf) if kind == "marks" else None

    return _in_child(wire.READ_MARKS, data, name, on_frame, _Watch(limits or Limits(), cancel))


COPYING = Limits(silence=120.0)
"""Writing a large PDF says nothing until it is done."""


def copy_in_child(
    order: Any,
    original: bytes,
    name: str,
    progress: ProgressCallback,
    cancel: CancelToken,
    limits: Limits | None = None,
) -> bytes:
    """The bytes of a copy of a PDF as `order` says (a `notes.marked_pdf.CopyOrder`), made in a child process.

    Raises as `read_in_child` does: opening a stranger's PDF to write it can hang as reading it can.
    """

    def on_frame(kind: str, values: dict[str, Any], blob: bytes) -> bytes | None:
        if kind == "progress":
            progress(Progress(values["sentence"], values["done"], values["total"]))
        return blob if kind == "copy" else None

    data = wire.packed(to_plain(order), original)
    return _in_child(wire.COPY, data, name, on_frame, _Watch(limits or COPYING, cancel))


def _read(
    task: str, data: bytes, name: str, progress: ProgressCallback, cancel: CancelToken, limits: Limits
) -> Reading:
    pages: list[Page] = []
    pdf = b""
    structure: StructuredPaper | None = None

    def on_frame(kind: str, values: dict[str, Any], blob: bytes) -> Reading | None:
        nonlocal pdf, structure
        if kind == "page":
            count = values.pop("count")
            pages.append(Page(label="", thumbnail=blob, **values))
            progress(Progress(f"Reading page {len(pages)} of {count} of {name}", len(pages), count))
        elif kind == "pdf":
            pdf = blob
        elif kind == "structure":
            structure = wire.structure_from(values, pages)
        elif kind == "recognition" and structure is not None:
            return Reading(structure, wire.recognition_from(values), pdf)
        return None

    return _in_child(task, data, name, on_frame, _Watch(limits, cancel))


def _draw(data: bytes, name: str, pictures: dict[int, bytes], stop: CancelToken, limits: Limits) -> None:
    """Put the small picture of each page into `pictures`."""

    def on_frame(kind: str, values: dict[str, Any], blob: bytes) -> bool | None:
        if kind == "picture":
            pictures[int(values["index"])] = blob
        return kind == "drawn" or None

    _in_child(wire.DRAW, data, name, on_frame, _Watch(limits, stop))


def _in_child(task: str, data: bytes, name: str, on_frame: OnFrame[T], watch: _Watch) -> T:
    child = subprocess.Popen(
        _command(task, name, watch.limits),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(program_dir()), "PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    watcher = threading.Thread(target=watch.over, args=(child,), daemon=True)
    watcher.start()
    try:
        return _converse(child, data, on_frame, watch)
    finally:
        watch.finished.set()
        child.kill()
        child.wait()
        watcher.join()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    continue


def _command(task: str, name: str, limits: Limits) -> list[str]:
    arguments = [task, name, str(limits.memory)]
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT, *arguments]
    return [sys.executable, "-m", "panel_app.child", *arguments]


class _Watch:
    """Stops the child when it is silent, slow or swollen, or when the person cancels."""

    def __init__(self, limits: Limits, cancel: CancelToken) -> None:
        self.limits = limits
        self.finished = threading.Event()
        self.reason = ""
        self._cancel = cancel
        self._heard = time.monotonic()

    def heard(self) -> None:
        self._heard = time.monotonic()

    @property
    def cancelled(self) -> bool:
        return self._cancel.cancelled

    def over(self, child: subprocess.Popen[bytes]) -> None:
        started = time.monotonic()
        try:
            process = psutil.Process(child.pid)
        except psutil.Error:
            return
        while not self.finished.wait(0.05):
            now = time.monotonic()
            try:
                resident = process.memory_info().rss
            except psutil.Error:
                return
            if self._cancel.cancelled:
                self.reason = "cancelled"
            elif now - self._heard > self.limits.silence or now - started > self.limits.total:
                self.reason = "time"
            elif resident > self.limits.resident:
                self.reason = "memory"
            if self.reason:
                child.kill()
                return


def _converse(child: subprocess.Popen[bytes], data: bytes, on_frame: OnFrame[T], watch: _Watch) -> T:
    assert child.stdin is not None and child.stdout is not None
    try:
        try:
            child.stdin.write(data)
            child.stdin.close()
        except BrokenPipeError:
            pass
        while True:
            frame = wire.read_frame(child.stdout)  # type: ignore[arg-type]
            if frame is None:
                break
            watch.heard()
            kind, values, blob = frame
            if kind == "refused":
                raise PaperRefusedError(str(values["sentence"]))
            if kind == "memory":
                raise _too_large()
            end = on_frame(kind, values, blob)
            if end is not None:
                return end
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise _refusal(watch) from error
    raise _refusal(watch)


def _refusal(watch: _Watch) -> Exception:
    if watch.cancelled or watch.reason == "cancelled":
        return CancelledError()
    if watch.reason == "time":
        return PaperRefusedError(
            "takes far too long to read and was stopped: open it, print it to a new PDF and import that"
        )
    if watch.reason == "memory":
        return _too_large()
    return PaperRefusedError("is damaged and cannot be read safely: print it to a new PDF and import that")


def _too_large() -> PaperRefusedError:
    return PaperRefusedError("needs too much memory to read: print it to a new, smaller PDF and import that")
