"""Checks of a plan, their findings, and findings that were set aside."""
