"""How many are on the list, and how many of them may be the same as another, is read from one index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("population", "0002_review_due")]

    operations = [
        migrations.RemoveIndex(model_name="listentry", name="list_by_locality"),
        migrations.AddIndex(
            model_name="listentry",
            index=models.Index(fields=["standing", "locality", "maybe_same_as"], name="list_by_locality"),
        ),
    ]
