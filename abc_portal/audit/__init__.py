"""History: who changed what, when, why and in which change set; and the guard against lost updates."""
