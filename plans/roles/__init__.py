"""Roles: who is what in which plan, from when to when."""
