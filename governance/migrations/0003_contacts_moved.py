"""People's e-mail and telephone move from the persons, whom plans share, to the plans that wrote them.

Each change in a person's history is the writing plan's: that of the change set, else those in whose secretariat the writer
is or was, and of these the ones that know the person if any does. What nobody's secretariat wrote (an administrator,
a command) goes to the plan that knew the person first. A plan gets what it wrote itself and no more, with its history;
what was written of somebody whom no plan knows or wrote of goes.
"""

from django.db import migrations

#: Where a plan knows people: model, and the way from its rows to the plan.
TIES = (
    ("governance", "SeatHolder", "seat__body__plan"),
    ("plans", "Signatory", "party__plan"),
    ("plans", "Milestone", "plan"),
    ("plans", "PositionHolder", "post__plan"),
)
FIELDS = ("email", "phone")


def move(apps, schema_editor):
    people = apps.get_model("directory", "Person").objects
    for person in people.exclude(email="", phone="").order_by("pk"):
        known = _known(apps, person)
        steps = _steps(apps, person, known)
        for plan_id in sorted({plan_id for _row, plans, _changed in steps for plan_id in plans}):
            _write(apps, person, plan_id, [(row, changed) for row, plans, changed in steps if plan_id in plans])


def _known(apps, person):
    """The plans that know the person, first the one that did first."""
    found = {}
    for app, name, path in TIES:
        for row in apps.get_model(app, name).objects.filter(person=person).values("pk", path):
            first = apps.get_model(app, f"Historical{name}").objects.filter(id=row["pk"]).order_by("history_date").first()
            day = first.history_date.isoformat() if first else ""
            found[row[path]] = min(day, found.get(row[path], day))
    return sorted(found, key=lambda plan_id: (found[plan_id], plan_id))


def _steps(apps, person, known):
    """Each change of the details: its row in the history, the plans that wrote it, and what was changed to what."""
    history = apps.get_model("directory", "HistoricalPerson").objects.filter(id=person.pk)
    before, found = dict.fromkeys(FIELDS, ""), []
    for row in history.order_by("history_date", "history_id"):
        now = {name: getattr(row, name) for name in FIELDS}
        changed = {name: value for name, value in now.items() if value != before[name]}
        if changed:
            found.append((row, _writers(apps, row, known), changed))
        before = now
    return found


def _writers(apps, row, known):
    change_set = apps.get_model("audit", "ChangeSet").objects.filter(pk=row.history_change_set_id).first()
    plans = apps.get_model("plans", "Plan").objects
    if change_set and change_set.scope.startswith("plan:"):
        wrote = set(plans.filter(pk=change_set.scope.removeprefix("plan:")).values_list("pk", flat=True))
    else:
        roles = apps.get_model("plans", "Membership").objects.filter(role__in=("leader", "staff"))
        wrote = set(roles.filter(user=row.history_user_id).values_list("plan_id", flat=True))
    return wrote & set(known) or wrote or set(known[:1])


def _write(apps, person, plan_id, steps):
    """The plan's details as it wrote them, with their history; none when it took everything away again."""
    stands, told = dict.fromkeys(FIELDS, ""), []
    for row, changed in steps:
        stands |= changed
        if told or any(stands.values()):
            told.append((row, dict(stands)))
    if not any(stands.values()):
        return
    row = apps.get_model("governance", "ContactDetails").objects.create(
        plan_id=plan_id, person=person, version=len(told), **stands
    )
    for number, (source, values) in enumerate(told, start=1):
        change = "+" if number == 1 else "~"
        apps.get_model("governance", "HistoricalContactDetails").objects.create(
            id=row.pk, version=number, plan_id=plan_id, person_id=person.pk, history_type=change,
            history_date=source.history_date, history_change_reason=source.history_change_reason,
            history_user_id=source.history_user_id, history_change_set_id=source.history_change_set_id, **values,
        )
        if source.history_change_set_id:
            apps.get_model("audit", "Touched").objects.create(
                change_set_id=source.history_change_set_id, model="governance.contactdetails", object_id=row.pk,
                name=person.name[:300], change=change,
            )


def move_back(apps, schema_editor):
    """A person can only have one e-mail and telephone again: those of the plan that comes first."""
    for row in apps.get_model("governance", "ContactDetails").objects.select_related("person").order_by("-plan_id"):
        row.person.email, row.person.phone = row.email, row.phone
        row.person.save()


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_initial'),
        ('directory', '0001_initial'),
        ('governance', '0002_contact_details'),
        ('plans', '0002_following'),
    ]

    operations = [
        migrations.RunPython(move, move_back),
    ]
