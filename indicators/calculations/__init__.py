"""Pure comparisons of values: standard library and this app's enums only."""
