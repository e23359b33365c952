"""What several subjects of a plan need: rights, bases, periods and writes."""
