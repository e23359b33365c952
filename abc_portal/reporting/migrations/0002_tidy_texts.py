"""Rows of before texts were tidied at one place are written as every way in writes them now.

Each row is one change of one change set, so its history says what it was; nothing that the history has is changed.
"""

from typing import Any

from django.db import IntegrityError, migrations, models, transaction

from abc_portal.core import text

APPS = ("directory", "notifications", "plans", "budgets", "indicators", "governance", "reporting")
#: Not for people's eyes, and not to be touched.
UNTOUCHED = ("password",)
NAMES = ("name", "title", "text", "code")
#: So many rows may bear one name before it is given up.
MOST_DOUBLES = 20


def tidy_texts(apps: Any, _schema_editor: Any) -> None:
    """Tidies all texts of all rows; the change set is made when the first row needs it."""
    made: list[Any] = []

    def change_set() -> Any:
        if not made:
            reason = "Tegn, der ikke kan ses, er fjernet, og bogstaver er skrevet på én måde."
            made.append(apps.get_model("audit", "ChangeSet").objects.create(by_name="migrate", reason=reason))
        return made[0]

    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.startswith("Historical"):
                _tidy_rows(apps, model, change_set)


def _tidy_rows(apps: Any, model: Any, change_set: Any) -> None:
    columns = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and field.name not in UNTOUCHED and not field.primary_key
    ]
    names = [field.attname for field in columns]
    rows = model._base_manager.order_by("pk").values_list("pk", *names) if columns else ()
    untidy = [key for key, *texts in rows if any(words and text.stored(words) != words for words in texts)]
    for key in untidy:
        row = model._base_manager.get(pk=key)
        for field in columns:
            words = getattr(row, field.attname)
            if words:
                setattr(row, field.attname, text.stored(words)[: field.max_length])
        _write(row, columns)
        if hasattr(row, "version"):
            _record(apps, row, change_set())


def _write(row: Any, columns: list[Any]) -> None:
    """Saves the texts; a name that another row bears, but for what nobody reads, gets a number behind it."""
    first = next((field for field in columns if field.name in NAMES), columns[0])
    plain = getattr(row, first.attname) or ""
    values = {field.attname: getattr(row, field.attname) for field in columns}
    if hasattr(row, "version"):
        row.version += 1
        values["version"] = row.version
    for number in range(1, MOST_DOUBLES):
        if number > 1:
            ending = f" ({number})"
            values[first.attname] = (plain[: (first.max_length or len(plain) + 9) - len(ending)] + ending).strip()
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**values)
        except IntegrityError:
            continue
        setattr(row, first.attname, values[first.attname])
        return
    raise IntegrityError(f"{row._meta.label} {row.pk}: too many rows bear the name {plain!r}")


def _record(apps: Any, row: Any, change_set: Any) -> None:
    """One line of the row's history, as every change has it."""
    history = apps.get_model(row._meta.app_label, f"Historical{row._meta.object_name}")
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    columns = {name: value for name, value in values.items() if name in {field.attname for field in history._meta.fields}}
    history._base_manager.create(
        history_date=change_set.at, history_type="~", history_change_set_id=change_set.pk,
        history_change_reason=change_set.reason[:100], **columns,
    )  # fmt: skip
    name = next((getattr(row, name) for name in NAMES if getattr(row, name, "")), row._meta.verbose_name)
    apps.get_model("audit", "Touched").objects.create(
        change_set=change_set, model=row._meta.label_lower, object_id=row.pk, name=str(name)[:300], change="~"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_initial"),
        ("audit", "0001_initial"),
        ("directory", "0005_tenancies"),
        ("notifications", "0001_initial"),
        ("plans", "0006_all_departments"),
        ("budgets", "0002_gifts_in_kind"),
        ("indicators", "0002_observation_qualifiers"),
        ("governance", "0001_initial"),
    ]

    operations = [migrations.RunPython(tidy_texts, migrations.RunPython.noop)]
