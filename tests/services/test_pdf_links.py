"""The links of a PDF, from files drawn here."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from panel_app.services.pdf_links import LinkKind
from panel_app.services.pdf_pages import PdfPages


def drawn(*links: str) -> PdfPages:
    """Two pages; on the first a link for each word: "there" leads to the middle of the second."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for at, link in enumerate(links):
        box = (50, 700 - 30 * at, 150, 720 - 30 * at)
        if link == "there":
            canvas.linkAbsolute("", "there", box)
        else:
            canvas.linkURL(link, box, relative=0)
    canvas.showPage()
    canvas.bookmarkHorizontal("there", 0, 400)
    canvas.showPage()
    canvas.save()
    return PdfPages(out.getvalue())


def test_a_link_to_a_page_says_which_and_how_far_down() -> None:
    pages = drawn("there")
    (link,) = pages.links(0)
    assert (link.kind, link.page, link.offset, link.address) == (LinkKind.PAGE, 1, 0.5, "")
    (box,) = link.boxes
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((50, 80, 150, 100), abs=0.1)
    assert link.contains(100, 90) and not link.contains(100, 120)
    assert pages.links(1) == ()
    pages.close()


@pytest.mark.parametrize(
    "address, kind",
    [
        ("https://example.org/a?b=1#c", LinkKind.WEB),
        ("HTTP://EXAMPLE.ORG", LinkKind.WEB),
        ("mailto:officer@example.org", LinkKind.MAIL),
        ("javascript:alert(1)", LinkKind.OTHER),
        ("file:///etc/passwd", LinkKind.OTHER),
    ],
)
def test_only_the_web_and_mail_are_offered_to_be_opened(address: str, kind: LinkKind) -> None:
    pages = drawn(address)
    (link,) = pages.links(0)
    assert (link.kind, link.address) == (kind, address)
    pages.close()


def test_a_link_over_two_lines_is_one() -> None:
    pages = drawn("https://example.org", "https://example.org", "there")
    first, second = pages.links(0)
    assert len(first.boxes) == 2 and second.kind is LinkKind.PAGE
    pages.close()


def test_an_address_longer_than_any_is_left_out() -> None:
    pages = drawn("https://example.org/" + "a" * 5000, "there")
    assert [link.kind for link in pages.links(0)] == [LinkKind.PAGE]
    pages.close()
