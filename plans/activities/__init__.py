"""Activities, how they are anchored, and stories from the work."""
