"""Boards, follow-up groups and other bodies: what they are for, who sits in them, how often they meet."""
