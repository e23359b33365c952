from budgets.models.financing import Contribution, ContributionPeriod, FinancingSource
from budgets.models.stated import StatedAmount

__all__ = ["Contribution", "ContributionPeriod", "FinancingSource", "StatedAmount"]
