"""Which tests run on PostgreSQL as well as on SQLite, and which are left out of the fast run.

Those run on both in which the database decides something. It does where it searches, sorts, compares, constrains,
locks or migrates, and where a plan travels in or out. What a page says, what a form refuses, what a document looks
like and what a figure comes to is worked out in Python from the same rows: SQLite alone is asked. A few walks over
every page are a smoke test of the rest.
"""

from functools import cache
from pathlib import PurePosixPath

#: Files under ``tests/``, by pattern.
BOTH = (
    # Rules held by the database, and what is written in one change set or by two writers at once.
    "*/test_constraints.py", "*/test_*_writing.py", "audit/test_change_sets.py", "audit/test_deleting.py",
    "budgets/financing/test_save_contribution.py", "directory/test_organisations.py", "directory/test_users.py",
    "plans/milestones/test_milestone_many.py", "plans/results/test_results.py", "plans/shared/test_actions.py",
    "plans/shared/test_sent_at_once.py", "notifications/test_outbox.py", "notifications/test_posting.py",
    # Searched, sorted, compared, summed, counted; and what a role finds, which is one query a model.
    "*/test_querysets.py", "core/test_danish.py", "core/test_database.py", "core/test_tables.py",
    "directory/test_counts.py", "directory/test_search.py", "reporting/test_search.py", "plans/lifecycle/test_list.py",
    "plans/shared/test_as_of.py", "plans/shared/test_as_of_rows.py", "plans/shared/test_visible_to.py",
    "budgets/financing/test_sight.py", "budgets/financing/test_findings.py", "review/test_every_finding.py",
    "notifications/test_due.py", "house/test_query_counts.py",
    # In and out.
    "exchange/test_round_trip.py", "exchange/test_update.py", "exchange/test_commands.py",
    "exchange/test_archive_travels.py", "plans/results/test_result_sheets.py", "reporting/test_start_from_plan.py",
    # Migrated, started, worked on in the background.
    "setup/test_*.py", "notifications/test_command.py",
    # Pages and forms, each once.
    "house/test_every_address.py", "house/test_every_edit_page.py", "reporting/test_odd_input.py",
)  # fmt: skip

#: Left out of ``make test-fast``: walks over every page, form, row or document, and what starts processes.
SLOW = (
    "house/test_every_*.py", "house/test_query_counts.py", "house/test_small_counts.py", "reporting/test_odd_input.py",
    "reporting/test_words.py", "reporting/test_demo_*.py", "reporting/test_documents.py",
    "reporting/test_make_report.py", "reports/test_*.py", "setup/test_*.py", "exchange/test_faults*.py",
    "exchange/test_round_trip.py", "exchange/test_update*.py", "core/test_log.py", "core/test_danish.py",
    "plans/milestones/test_milestone_pages.py", "plans/milestones/test_milestone_sheet*.py",
    "plans/results/test_results_sight.py", "plans/results/test_result_sheet*.py", "plans/archive/test_archive.py",
    "core/test_operations.py", "directory/test_personal.py", "governance/contacts/test_contacts_across_plans.py",
    "notifications/test_outbox.py", "plans/agreement/test_findings.py", "plans/lifecycle/test_moving_to_a_round.py",
    "plans/shared/test_as_of.py", "plans/shared/test_visible_to.py", "plans/texts/test_figures.py",
    "reporting/test_front.py", "reporting/test_history_pages.py", "reporting/test_plan_files.py",
    "reporting/test_start_from_plan.py", "reporting/test_status.py", "review/test_findings.py",
    "review/test_set_aside.py", "exchange/test_commands.py", "reporting/test_start.py",
)  # fmt: skip


@cache
def is_on_both(path: PurePosixPath) -> bool:
    """Whether the database decides something in a file, given by its path under ``tests/``."""
    return any(path.match(pattern) for pattern in BOTH)


@cache
def is_slow(path: PurePosixPath) -> bool:
    """Whether the fast run leaves the file out."""
    return any(path.match(pattern) for pattern in SLOW)
