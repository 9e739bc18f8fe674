"""Dimming a page: the same picture with its lightness turned over, for reading in the dark."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage


def dimmed(image: QImage, paper: QColor, ink: QColor) -> QImage:
    """A copy in which white becomes `paper` and black becomes `ink`; a hue stays that hue.

    `image` is of Format_RGB32.
    """
    width, height = image.width(), image.height()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    pixels = raw[:, : width * 4].reshape(height, width, 4)[:, :, :3]
    # Lightness in HSL is the mean of the strongest and the weakest channel: turning it over adds the
    # same amount to all three, which keeps the hue and the colourfulness.
    top = np.maximum(np.maximum(pixels[..., 0], pixels[..., 1]), pixels[..., 2]).astype(np.int16)
    low = np.minimum(np.minimum(pixels[..., 0], pixels[..., 1]), pixels[..., 2]).astype(np.int16)
    shift = 255 - top - low
    out = np.full((height, width, 4), 255, np.uint8)
    ramp = np.arange(256) / 255
    for channel, (start, end) in enumerate(
        ((paper.blue(), ink.blue()), (paper.green(), ink.green()), (paper.red(), ink.red()))
    ):
        table = np.round(start + (end - start) * ramp).astype(np.uint8)
        out[..., channel] = table[np.clip(pixels[..., channel] + shift, 0, 255)]
    made = QImage(out.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32).copy()
    made.setDevicePixelRatio(image.devicePixelRatio())
    return made
