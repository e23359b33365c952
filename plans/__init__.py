"""Funding rounds, plans, roles in plans, the strategic agreement, sub-agreements and activities."""
