"""Users, who sign in, and persons, who sit in bodies and sign agreements and need no account."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abc_portal.audit.models import Tracked
from abc_portal.core.fields import NameField
from abc_portal.directory.models.adding import AddedInPlace
from abc_portal.directory.models.organisations import Organisation
from abc_portal.directory.querysets import PersonQuerySet, UserQuerySet


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users; e-mail addresses are stored in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_superuser": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in; named by the e-mail address. What a user may do comes from roles in plans."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = NameField(_("name"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("email",)
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower",
                violation_error_message=_("Write the e-mail address in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        """How the administration greets."""
        return str(self)

    @property
    def is_staff(self) -> bool:
        """Some libraries ask; who may enter the administration is decided in ``abc_portal.administration``."""
        return self.is_superuser


class Person(AddedInPlace, Tracked):
    """Somebody who holds seats or signs agreements (*person*); may have an account, need not.

    Plans share persons; how somebody is reached belongs to the plan that wrote it (``governance.ContactDetails``).
    ``name`` may be a role (“Formand, AKB Albertslund”) where the person is not to be named.
    """

    name = NameField(_("name"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("organisation")
    )
    user = models.OneToOneField(
        User, models.SET_NULL, null=True, blank=True, related_name="person", verbose_name=_("account")
    )

    distinguished_by = ("organisation",)
    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def distinctions(self) -> tuple[str, ...]:
        """What tells them from another of their name."""
        return self.title, str(self.organisation or "")

    @classmethod
    def withheld_from(cls, reader: Any, object_id: int) -> tuple[str, ...]:
        """Which account a person has is the system administrator's matter; an account may be called by its address."""
        return () if reader is not None and reader.is_active and reader.is_superuser else ("user",)
