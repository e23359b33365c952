"""How a person is reached, as one plan has written it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.directory.models import Person
from governance.contacts.querysets import ContactDetailsQuerySet
from plans.models import Plan
from plans.shared.access import Resource


class ContactDetails(Tracked):
    """A person's e-mail and telephone, as a plan's secretariat has entered them (*kontaktoplysninger*).

    A person may be known to many plans; each has details of its own, which no other plan sees or changes.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="contacts", verbose_name=_("plan"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts", verbose_name=_("person"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    name_relations = ("person",)
    personal = ("email", "phone")
    resource = Resource.CONTACTS
    objects = ContactDetailsQuerySet.as_manager()

    class Meta:
        ordering = ("person__name", "plan", "pk")
        verbose_name = _("contact details")
        verbose_name_plural = _("contact details")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "person"],
                name="contact_details_once",
                violation_error_message=_("The plan has contact details of that person already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
