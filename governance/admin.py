"""The administration of everything in the app; each subject registers its own."""

from governance.bodies import admin as bodies
from governance.contacts import admin as contacts

__all__ = ["bodies", "contacts"]
