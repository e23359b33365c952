"""The plan itself: its period, places, steps, extensions, and the plans around it."""
