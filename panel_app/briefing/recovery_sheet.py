"""The sheet that an officer prints and locks away: the only way back to a feed whose keys were lost."""

from __future__ import annotations

import io
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import SimpleDocTemplate, Spacer

from panel_app import pdf_fonts
from panel_app.briefing.pages import LOCK
from panel_app.briefing.parts import paragraph
from panel_app.briefing.styles import PAGE_HEIGHT, PAGE_WIDTH, SIDE, Look


def recovery_sheet(panel: str, fingerprint: str, code: str, day: date) -> bytes:
    """One A4 page as PDF with the panel's name, what members compare, and the recovery code."""
    with LOCK:
        pdf_fonts.register()
        look = Look()
        made = io.BytesIO()
        document = SimpleDocTemplate(
            made,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            leftMargin=SIDE,
            rightMargin=SIDE,
            topMargin=SIDE,
            bottomMargin=SIDE,
            title=f"Recovery sheet: {panel}",
        )
        gap = Spacer(0, 8 * mm)
        document.build(
            [
                paragraph("Recovery sheet", look.title),
                paragraph(panel, look.when),
                paragraph(f"Made on {day.day} {day:%B %Y}", look.small),
                gap,
                paragraph(
                    "Keep this sheet locked away. Whoever has it can publish as your panel.", look.strong
                ),
                gap,
                paragraph("Recovery code", look.section),
                paragraph(code, look.question),
                paragraph(
                    "With this code and the folder of the published papers, Panel Desk on another computer "
                    "can go on publishing when this computer or its passphrase is lost.",
                    look.body,
                ),
                gap,
                paragraph("Fingerprint", look.section),
                paragraph(fingerprint, look.question),
                paragraph(
                    "This may be read out. Members compare it with what their own Panel Desk shows before "
                    "they accept the panel's papers for the first time.",
                    look.body,
                ),
            ]
        )
        return made.getvalue()
