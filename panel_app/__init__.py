"""Panel Desk: everything a Police and Crime Panel member needs before and during a meeting, offline."""

__version__ = "0.1.0"
