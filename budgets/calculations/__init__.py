"""Pure sums: standard library and this app's enums only; no database, no clock, no settings."""
