"""Organisations, housing departments, areas, counts, people and users; nothing that points to a plan."""
