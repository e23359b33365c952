"""The progress of criteria, milestones and activities, worked out; and statuses set by hand."""
