
import abc_portal.core.date_order
from django.db import migrations, models

from abc_portal.core.operations import AlterModels


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_squashed_0009_goal_areas'),
    ]

    operations = [AlterModels(operations=[
        migrations.AlterModelOptions(
            name='activitycount',
            options={'ordering': ('activity', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('counted_on'), models.F('counted_on_precision')), nulls_first=True), 'kind', 'pk'), 'verbose_name': 'count of an activity', 'verbose_name_plural': 'counts of activities'},
        ),
        migrations.AlterModelOptions(
            name='milestone',
            options={'ordering': (models.OrderBy(abc_portal.core.date_order.ReckonedLast(models.F('due_on'), models.F('due_on_precision')), nulls_last=True), 'position', 'pk'), 'verbose_name': 'milestone', 'verbose_name_plural': 'milestones'},
        ),
        migrations.AlterModelOptions(
            name='positionholder',
            options={'ordering': ('post', models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('starts_on'), models.F('starts_on_precision')), nulls_first=True), 'pk'), 'verbose_name': 'who holds a position', 'verbose_name_plural': 'who holds positions'},
        ),
        migrations.AlterModelOptions(
            name='result',
            options={'ordering': ('criterion', models.OrderBy(abc_portal.core.date_order.ReckonedLast(models.F('ends_on'), models.F('ends_on_precision')), nulls_last=True), models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('starts_on'), models.F('starts_on_precision')), nulls_first=True), 'label', 'pk'), 'verbose_name': 'result', 'verbose_name_plural': 'results'},
        ),
        migrations.AlterModelOptions(
            name='story',
            options={'ordering': (models.OrderBy(abc_portal.core.date_order.ReckonedFirst(models.F('happened_on'), models.F('happened_on_precision')), descending=True, nulls_last=True), '-pk'), 'verbose_name': 'learning or story', 'verbose_name_plural': 'learning and stories'},
        ),
    ])]
