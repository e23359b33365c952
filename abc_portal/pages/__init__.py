"""What every page of a plan does: find the plan, ask for the right, show, save, look back."""
