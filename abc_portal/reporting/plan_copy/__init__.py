"""A new plan made from an earlier one: what may be copied, and the document of the copy."""
