"""Trials: the portal as it runs for real, with real processes. Not part of the suite; each prints its figures."""
