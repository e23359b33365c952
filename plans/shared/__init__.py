"""What several subjects of a plan need: rights, bases, periods, forms and the base of their pages."""
