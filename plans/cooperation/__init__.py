"""Agreements beside the plan: with whom, about what, from when to when."""
