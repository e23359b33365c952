"""A remark that is set aside is known by a fingerprint; those that stand get that of their sentences."""

import hashlib
from typing import Any

from django.db import migrations, models


def fill(apps: Any, _schema_editor: Any) -> None:
    """What they were known by until now: code, place and message."""
    for name in ("SetAside", "HistoricalSetAside"):
        rows = apps.get_model("plans", name)._base_manager
        for row in rows.filter(fingerprint="").iterator():
            words = "\n".join((row.code, row.where, row.message))
            fingerprint = hashlib.sha256(words.encode()).hexdigest()[:16]
            rows.filter(pk=row.pk).update(fingerprint=fingerprint)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_following"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="setaside",
            name="set_aside_once",
        ),
        migrations.AddField(
            model_name="historicalsetaside",
            name="fingerprint",
            field=models.CharField(blank=True, editable=False, max_length=16, verbose_name="fingerprint"),
        ),
        migrations.AddField(
            model_name="setaside",
            name="fingerprint",
            field=models.CharField(blank=True, editable=False, max_length=16, verbose_name="fingerprint"),
        ),
        # Back again the column goes, and what a row says of its code, place and message knows it as before.
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="setaside",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                models.F("fingerprint"),
                name="set_aside_once",
                violation_error_message="The remark is already set aside.",
            ),
        ),
    ]
