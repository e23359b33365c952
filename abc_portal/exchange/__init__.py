"""Machinery for what travels in and out: the JSON interchange of a whole plan."""
