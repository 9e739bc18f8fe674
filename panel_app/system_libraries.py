"""Says which system library the window needs and does not find, before Qt gives up without a word."""

from __future__ import annotations

import ctypes
import os
import sys

_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What PySide6 itself loads, and the Debian package that holds it."""

_XCB_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 platform loads on top."""


def missing_for_the_window() -> str:
    """A sentence that names what to install, or "" when the window can open. Only Linux needs asking."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = dict(_PACKAGES)
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not platform:
        if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            platform = "xcb"
        elif not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            return (
                "There is no screen to open a window on. Start Panel Desk from a desktop, "
                "or use its commands: “panel-desk --help” lists them."
            )
    if platform.startswith("xcb"):
        wanted |= _XCB_PACKAGES
    packages = sorted({package for library, package in wanted.items() if not _loads(library)})
    if not packages:
        return ""
    names = " ".join(packages)
    return f"Qt needs system libraries that are not here. Install them with: sudo apt-get install {names}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
