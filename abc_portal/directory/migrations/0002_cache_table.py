"""The table of Django's database cache, where attempts to sign in are counted."""

from django.core.management import call_command
from django.db import migrations

TABLE = "abc_portal_cache"


def make(apps, schema_editor):
    # Also where Redis is used: whoever leaves it again finds the table there.
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
