"""How criteria, milestones and activities stand, worked out; and statuses set by hand."""
