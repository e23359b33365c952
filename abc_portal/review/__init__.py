"""Checks of a plan, their findings, findings that were set aside, and the page that shows them."""
