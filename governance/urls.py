"""Addresses under ``/planer/<slug>/moeder/``."""

from django.urls import path

from governance.bodies import views as bodies
from governance.contacts import views as contacts

app_name = "governance"

urlpatterns = [
    path("", bodies.Bodies.as_view(), name="bodies"),
    *bodies.BodyPages.paths("organ/"),
    *bodies.SeatPages.paths("plads/", add=None),
    bodies.SeatPages.add_path("organ/<int:pk>/plads/", "seat_add"),
    *bodies.HolderPages.paths("person/", add=None),
    bodies.HolderPages.add_path("plads/<int:pk>/person/", "holder_add"),
    contacts.ContactPages.edit_path("person/<int:pk>/kontakt/", "contacts_edit"),
]
