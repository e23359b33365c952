"""Organisations, departments, areas, people and counts in a plan's document.

All plans share them: a row is matched with a stored one (an organisation by CVR number or kind and name, a department
by number or name within its organisation) and created only when it is new. A conflicting fact is a fault; nothing is
overwritten.
"""

from abc_portal.directory.interchange.names import AREAS, COUNTS, DEPARTMENTS, ORGANISATIONS, PEOPLE
from abc_portal.directory.interchange.organisations import Departments, Organisations, People
from abc_portal.directory.interchange.places import Areas, Counts
from abc_portal.exchange.interchange.shared import share

__all__ = ["AREAS", "COUNTS", "DEPARTMENTS", "ORGANISATIONS", "PEOPLE", "register_shared"]


def register_shared() -> None:
    """In the order in which they are imported."""
    for rows in (Organisations(), Departments(), Areas(), People(), Counts()):
        share(rows.namespace, rows)
