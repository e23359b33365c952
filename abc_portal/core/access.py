"""How a rule says no: with the sentence that the user reads."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """An act is refused; the message is the sentence for the user. Becomes a 403 page."""


class RuleBroken(Exception):
    """An act that would break a rule of the field; the message is the sentence for the user."""
