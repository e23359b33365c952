"""The milestone pages: the grid of quarters, the table and the list; each milestone's own page and what is done with
it."""
