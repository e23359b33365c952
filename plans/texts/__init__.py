"""What a plan's texts refer to, and what is checked in them."""
