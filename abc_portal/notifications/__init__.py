"""What falls due is told: kinds, letters by e-mail, each user's choice, and the calendar feed."""
