"""The marked pages behind a briefing pack, in one PDF with it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String


@dataclass(frozen=True)
class PagesBehind:
    """The pages of a paper as a PDF of their own, with their pack pages."""

    title: str
    labels: Sequence[str]
    data: bytes = field(repr=False)


def with_pages(pack: bytes, behind: Sequence[PagesBehind]) -> bytes:
    """The pack with these pages after it: bookmarked, and labelled as in the meeting's pack."""
    with Pdf.open(io.BytesIO(pack)) as pdf:
        own = len(pdf.pages)
        labels: list[pikepdf.Object | int] = [0, Dictionary(S=Name.D, St=1)]
        starts: list[tuple[str, int]] = []
        for paper in behind:
            with Pdf.open(io.BytesIO(paper.data)) as opened:
                starts.append((paper.title, len(pdf.pages)))
                pdf.pages.extend(opened.pages)
                _keep_layers(opened, pdf)
        for number, label in enumerate(label for paper in behind for label in paper.labels):
            labels += [own + number, Dictionary(P=String(label))]
        pdf.Root.PageLabels = Dictionary(Nums=Array(labels))
        with pdf.open_outline() as outline:
            for title, at in starts:
                outline.root.append(OutlineItem(" ".join(title.split()) or "Paper", at))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _keep_layers(opened: Pdf, pdf: Pdf) -> None:
    """Layers that an author hid stay hidden."""
    if Name.OCProperties not in opened.Root:
        return
    layers = pdf.copy_foreign(opened.make_indirect(opened.Root.OCProperties))
    if Name.OCProperties not in pdf.Root:
        pdf.Root.OCProperties = layers
        return
    ours = pdf.Root.OCProperties
    ours.OCGs = Array([*ours.get(Name.OCGs, Array()), *layers.get(Name.OCGs, Array())])
    hidden = layers.get(Name.D, Dictionary()).get(Name.OFF, Array())
    ours.D.OFF = Array([*ours.D.get(Name.OFF, Array()), *hidden])
