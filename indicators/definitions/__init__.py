"""Indicators and instruments: what is measured, and with what."""
