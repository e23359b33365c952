"""How the plan's work stands: worked out from results and milestones, for pages and papers."""
