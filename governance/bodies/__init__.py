"""Bodies, the seats in them and who holds them."""
