"""Reminders of what falls due: kinds, letters by e-mail, each user's choice, and the calendar feed."""
