"""Addresses under ``/planer/``; Danish words, English names. Each subject has its own."""

from plans.activities import urls as activities
from plans.agreement import urls as agreement
from plans.archive import urls as archive
from plans.cooperation import urls as cooperation
from plans.lifecycle import urls as lifecycle
from plans.milestones import urls as milestones
from plans.progress import urls as progress
from plans.results import urls as results
from plans.roles import urls as roles
from plans.staffing import urls as staffing

app_name = "plans"

urlpatterns = [
    *lifecycle.addresses,
    *cooperation.addresses,
    *archive.addresses,
    *staffing.addresses,
    *roles.addresses,
    *agreement.addresses,
    *activities.addresses,
    *progress.addresses,
    *milestones.addresses,
    *results.addresses,
]
