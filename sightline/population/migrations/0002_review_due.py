"""The first review that is due stands in a column of its own; of what is stored already it is read from the dates due."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Set the column of the entries that are there, from the dates that they hold, the earliest first."""
    entries = apps.get_model("population", "ListEntry").objects
    for child, dates_due in entries.exclude(dates_due=[]).values_list("child_id", "dates_due"):
        reviews = [due["date"] for due in dates_due if due["what"].startswith("Review")]
        if reviews:
            entries.filter(pk=child).update(review_due=reviews[0])


class Migration(migrations.Migration):
    dependencies = [("population", "0001_initial")]

    operations = [
        migrations.AddField(model_name="listentry", name="review_due", field=models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
