
import abc_portal.core.date_order
from django.db import migrations, models

from abc_portal.core.operations import AlterModels


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0001_squashed_0007_other_towns'),
    ]

    operations = [AlterModels(operations=[
        migrations.AlterModelOptions(
            name='arealisting',
            options={'ordering': ('area', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('starts_on'), models.F('starts_on_precision')), nulls_first=True), 'pk'), 'verbose_name': 'area list', 'verbose_name_plural': 'area lists'},
        ),
        migrations.AlterModelOptions(
            name='count',
            options={'ordering': ('kind', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('counted_on'), models.F('counted_on_precision')), nulls_first=True), 'pk'), 'verbose_name': 'count', 'verbose_name_plural': 'counts'},
        ),
        migrations.AlterModelOptions(
            name='departmentlisting',
            options={'ordering': ('department', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('starts_on'), models.F('starts_on_precision')), nulls_first=True), 'pk'), 'verbose_name': 'department list', 'verbose_name_plural': 'department lists'},
        ),
        migrations.AlterModelOptions(
            name='formerowner',
            options={'ordering': ('department', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('starts_on'), models.F('starts_on_precision')), nulls_first=True), 'pk'), 'verbose_name': 'former owner', 'verbose_name_plural': 'former owners'},
        ),
    ])]
