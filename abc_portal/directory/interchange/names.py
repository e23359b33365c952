"""What the shared lists are called in a document; other parts refer to their rows by these names."""

ORGANISATIONS = "organisations"
DEPARTMENTS = "departments"
AREAS = "areas"
PEOPLE = "people"
COUNTS = "counts"
