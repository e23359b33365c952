"""Checks of what users type about organisations."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def validate_cvr(value: str) -> None:
    """A CVR number has eight digits whose weighted sum is divisible by 11.

    Source of the rule: the business register's published modulus-11 check.
    """
    # Eight zeros pass the check of the digits, but are nobody's number.
    if len(value) != 8 or not value.isascii() or not value.isdigit() or not int(value):
        raise ValidationError(_("A CVR number has eight digits, for example 62816414."), code="cvr")
    if sum(weight * int(digit) for weight, digit in zip(CVR_WEIGHTS, value, strict=True)) % 11:
        raise ValidationError(_("%s is not a valid CVR number: its check digit is wrong.") % value, code="cvr")
