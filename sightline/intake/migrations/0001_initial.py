import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("record", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="IntakeRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received, rows being read"),
                            ("staged", "all rows read, not yet published"),
                            ("applied", "published"),
                            ("unchanged", "read, and nothing in it was new"),
                            ("refused", "stopped half way, and overtaken by a later file"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("staged_to", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("ignored_headings", models.JSONField(default=list)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intake_run",
                        to="record.delivery",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state"], name="intake_run_state")],
            },
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row_number", models.PositiveIntegerField()),
                ("key", models.CharField(blank=True, max_length=64)),
                ("person", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "read, to be published"),
                            ("quarantined", "held back until it is mended"),
                            ("settled", "held back once, and since sent again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("values", models.JSONField()),
                ("set_aside", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staged_rows",
                        to="intake.intakerun",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "quarantined")),
                        fields=["state"],
                        name="staged_row_held_back",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "row_number"), name="staged_row_once")
                ],
            },
        ),
    ]
