"""Workbooks in: reading an uploaded one safely, and telling what it would do before it does it."""
