"""History: who changed what, when, why and in which act; and the guard against lost updates."""
