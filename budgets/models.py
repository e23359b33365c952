"""Every model of the app, where Django looks for them."""

from budgets.financing.models.contributions import Contribution, ContributionPeriod, FinancingSource
from budgets.financing.models.stated import StatedAmount

__all__ = ["Contribution", "ContributionPeriod", "FinancingSource", "StatedAmount"]
