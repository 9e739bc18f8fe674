"""Reading a file in a child process with a time and a memory limit."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import psutil

from panel_app.domain.changes import CancelToken, Progress, ProgressCallback
from panel_app.domain.errors import CancelledError, PaperRefusedError
from panel_app.domain.papers import Page, Recognition, StructuredPaper
from panel_app.importers import wire
from panel_app.paths import program_dir

ARGUMENT = "--read-paper"
"""What the installed program is started with to be the child; `app.py` looks for it."""


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
    """Read a file's bytes in a child process.

    Raises PaperRefusedError, whose words follow the file's name, for a file that cannot be read or goes
    over a limit, and CancelledError soon after `cancel`.
    """
    watch = _Watch(limits or Limits(), cancel)
    child = subprocess.Popen(
        _command(name, watch.limits),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(program_dir()), "PYTHONIOENCODING": "utf-8"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    watcher = threading.Thread(target=watch.over, args=(child,), daemon=True)
    watcher.start()
    try:
        return _converse(child, data, name, progress, watch)
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


def _command(name: str, limits: Limits) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT, name, str(limits.memory)]
    return [sys.executable, "-m", "panel_app.importers.child", name, str(limits.memory)]


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


def _converse(
    child: subprocess.Popen[bytes], data: bytes, name: str, progress: ProgressCallback, watch: _Watch
) -> Reading:
    assert child.stdin is not None and child.stdout is not None
    pages: list[Page] = []
    pdf = b""
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
            if kind == "page":
                count = values.pop("count")
                pages.append(Page(label="", thumbnail=blob, **values))
                progress(Progress(f"Reading page {len(pages)} of {count} of {name}", len(pages), count))
            elif kind == "pdf":
                pdf = blob
            elif kind == "refused":
                raise PaperRefusedError(str(values["sentence"]))
            elif kind == "memory":
                raise _too_large()
            elif kind == "paper":
                structure, recognition = wire.structure_from(values, pages)
                return Reading(structure, recognition, pdf)
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
