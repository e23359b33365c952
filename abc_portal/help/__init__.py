"""The manual in the portal, opened from where one stands, and the field's words."""
