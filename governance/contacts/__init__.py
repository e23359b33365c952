"""How a plan reaches its people, as it has written it."""
