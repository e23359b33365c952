"""Workbooks in: reading an upload safely, and previewing its changes."""
