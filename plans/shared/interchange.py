"""The names by which rows refer to each other in a plan's document, and the shapes of short values."""

from abc_portal.exchange.interchange.kinds import Text, Whole

ROUNDS, PLANS, SECTIONS = "rounds", "plans", "round_sections"
FOCUS_AREAS, OVERALL_GOALS, PLAN_FOCUS_AREAS, SUB_AGREEMENTS = (
    "focus_areas",
    "goals",
    "plan_focus_areas",
    "sub_agreements",
)
SUB_GOALS, POSITIONS, ACTIVITIES, EFFORTS = "sub_goals", "positions", "activities", "efforts"
FILES, CRITERIA, MILESTONES = "files", "criteria", "milestones"
SLUG = Text(60, r"^[-a-zA-Z0-9_]+$")
NAME = Text(200)


QUARTER = Whole(200)
