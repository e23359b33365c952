"""How often a page may ask the database."""

MOST = 20
#: The review asks each of its checks; nobody opens it many times a day.
REVIEW = 80
#: All that was ever decided of the plan, with its places' lists and owners; opened a few times a year.
COURSE = 24
