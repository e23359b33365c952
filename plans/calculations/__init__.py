"""Pure sums over periods: standard library and this app's enums only."""
