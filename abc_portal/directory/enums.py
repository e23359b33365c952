from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    HOUSING = "housing", _("housing organisation")
    ADMINISTRATION = "administration", _("administration organisation")
    FUND = "fund", _("fund")
    STATE = "state", _("state authority")
    POLICE = "police", _("police")
    SCHOOL = "school", _("school")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("other organisation")


class CountKind(TextChoices):
    """What is counted in a department or area."""

    DWELLINGS = "dwellings", _("dwellings")
    TENANCIES = "tenancies", _("tenancies")
    HOUSEHOLDS = "households", _("households")
    RESIDENTS = "residents", _("residents")


class ProposalState(TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("carried out")
    DECLINED = "declined", _("declined")


class ListingKind(TextChoices):
    """The state's yearly lists of areas, and that an area stood on none of them."""

    GHETTO = "ghetto", _("ghetto list")
    HARD_GHETTO = "hard_ghetto", _("hard ghetto")
    PREVENTIVE = "preventive", _("prevention area")
    EXPOSED = "exposed", _("vulnerable housing area")
    PARALLEL = "parallel", _("parallel society")
    TRANSFORMATION = "transformation", _("transformation area")
    NONE = "none", _("on no list")


class MergeChange(TextChoices):
    """What a merge does to a row."""

    MOVED = "moved", _("follows")
    JOINED = "joined", _("becomes one with its like")
    FILLED = "filled", _("gets what was not known")
    NAMED = "named", _("is added")
