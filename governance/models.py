"""Every model of the app, where Django looks for them."""

from governance.bodies.models import Body, BodyOrder, Seat, SeatHolder
from governance.contacts.models import ContactDetails

__all__ = ["Body", "BodyOrder", "ContactDetails", "Seat", "SeatHolder"]
