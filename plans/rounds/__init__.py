"""Funding rounds and what they prescribe."""
