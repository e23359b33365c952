"""Positions, and the hours of a week that activities take of them."""
