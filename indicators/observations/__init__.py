"""What was measured: the area against the municipality, always with year and source."""
