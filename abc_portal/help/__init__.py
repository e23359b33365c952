"""The manual in the portal, opened from where one stands; the field's words; and the tour of the first day."""
