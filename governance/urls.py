"""Addresses under ``/planer/<slug>/moeder/``."""

from django.urls import path

from governance.bodies import views as bodies
from governance.contacts import views as contacts

app_name = "governance"

urlpatterns = [
    path("", bodies.Bodies.as_view(), name="bodies"),
    path("organ/tilfoej/", bodies.AddBody.as_view(), name="body_add"),
    path("organ/<int:pk>/rediger/", bodies.EditBody.as_view(), name="body_edit"),
    path("organ/<int:pk>/slet/", bodies.DeleteBody.as_view(), name="body_delete"),
    path("organ/<int:pk>/plads/", bodies.AddSeat.as_view(), name="seat_add"),
    path("plads/<int:pk>/rediger/", bodies.EditSeat.as_view(), name="seat_edit"),
    path("plads/<int:pk>/slet/", bodies.DeleteSeat.as_view(), name="seat_delete"),
    path("plads/<int:pk>/person/", bodies.AddHolder.as_view(), name="holder_add"),
    path("person/<int:pk>/rediger/", bodies.EditHolder.as_view(), name="holder_edit"),
    path("person/<int:pk>/slet/", bodies.DeleteHolder.as_view(), name="holder_delete"),
    path("person/<int:pk>/kontakt/", contacts.EditContacts.as_view(), name="contacts_edit"),
]
