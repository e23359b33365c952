"""Who pays what, of which kind, in which period, inside the plan or beside it."""
