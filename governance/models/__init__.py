from governance.models.bodies import Body, BodyOrder, Seat, SeatHolder

__all__ = ["Body", "BodyOrder", "Seat", "SeatHolder"]
