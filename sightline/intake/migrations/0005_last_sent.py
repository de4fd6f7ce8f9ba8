"""The rows of a sender's last file by digest, so that what is sent again as it stood needs no second look."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_coverage")]

    operations = [
        migrations.CreateModel(
            name="LastSent",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="last_sent",
                        serialize=False,
                        to="intake.intakerun",
                    ),
                ),
                ("read_by", models.CharField(blank=True, max_length=64)),
                ("stood", models.JSONField(default=dict)),
                ("warned", models.JSONField(default=dict)),
                ("read_now", models.JSONField(default=dict)),
                ("places", models.JSONField(default=list)),
            ],
        ),
    ]
