from plans.models.agreement import AgreementSection, Party, Signatory, StrategicAgreement
from plans.models.membership import Membership
from plans.models.plan import Plan, PlanArea, PlanDepartment, PlanSuccession
from plans.models.rounds import FocusArea, FundingRound, OverallGoal, RoundSection
from plans.models.stated import StatedValue
from plans.models.work import Activity, PlanFocusArea, SubAgreement

__all__ = [
    "Activity",
    "AgreementSection",
    "FocusArea",
    "FundingRound",
    "Membership",
    "OverallGoal",
    "Party",
    "Plan",
    "PlanArea",
    "PlanDepartment",
    "PlanFocusArea",
    "PlanSuccession",
    "RoundSection",
    "Signatory",
    "StatedValue",
    "StrategicAgreement",
    "SubAgreement",
]
