"""The kinds of file that can be read, by the ending of their names."""

from __future__ import annotations

PDF_ENDINGS = frozenset({".pdf"})
MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
TEXT_ENDINGS = frozenset({".txt", ".text"}) | MARKDOWN_ENDINGS
ENDINGS = PDF_ENDINGS | TEXT_ENDINGS
"""What this version reads."""
