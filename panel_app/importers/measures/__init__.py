"""Figures in: sheets, the Home Office tables, and the tables of papers as proposals."""
