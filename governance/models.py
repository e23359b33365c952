from governance.models.bodies import Body, BodyOrder, Seat, SeatHolder
from governance.models.contacts import ContactDetails

__all__ = ["Body", "BodyOrder", "ContactDetails", "Seat", "SeatHolder"]
