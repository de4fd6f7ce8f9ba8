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
            name="ListEntry",
            fields=[
                (
                    "child",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="list_entry",
                        serialize=False,
                        to="record.child",
                    ),
                ),
                ("standing", models.CharField(max_length=14)),
                ("off_because", models.CharField(blank=True, max_length=20)),
                ("why", models.CharField(max_length=200)),
                ("reasons", models.JSONField(default=list)),
                ("primary_reason", models.CharField(blank=True, max_length=40)),
                ("since", models.DateField(null=True)),
                ("responsible", models.CharField(max_length=10)),
                ("responsible_why", models.CharField(max_length=200)),
                ("responsible_class", models.CharField(max_length=20)),
                ("surname", models.CharField(blank=True, max_length=200)),
                ("forename", models.CharField(blank=True, max_length=200)),
                ("date_of_birth", models.DateField(null=True)),
                ("upn", models.CharField(blank=True, max_length=13)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("year", models.SmallIntegerField(null=True)),
                ("hours_planned", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("hours_planned_known_part", models.DecimalField(decimal_places=2, default=0, max_digits=6)),
                ("hours_offered", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("hours_offered_known_part", models.DecimalField(decimal_places=2, default=0, max_digits=6)),
                ("hours_attended", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("hours_attended_known_part", models.DecimalField(decimal_places=2, default=0, max_digits=6)),
                ("comparator_hours", models.DecimalField(decimal_places=2, max_digits=5)),
                ("comparator_source", models.CharField(max_length=200)),
                ("comparator_assumed", models.BooleanField()),
                ("clinician_limit", models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ("reference_week", models.DateField(null=True)),
                ("open_days", models.PositiveSmallIntegerField(default=5)),
                ("roll", models.CharField(max_length=10)),
                ("schools", models.JSONField(default=list)),
                ("provision", models.CharField(max_length=10)),
                ("providers", models.JSONField(default=list)),
                ("key_person", models.CharField(blank=True, max_length=200)),
                ("key_person_phone", models.CharField(blank=True, max_length=40)),
                ("next_date", models.DateField(null=True)),
                ("open_next_date", models.DateField(null=True)),
                ("dates_due", models.JSONField(default=list)),
                ("unknowns", models.JSONField(default=list)),
                ("legal", models.JSONField(default=list)),
                ("missing_education", models.CharField(blank=True, max_length=10)),
                ("not_in_school", models.CharField(blank=True, max_length=10)),
                ("maybe_same_as", models.BooleanField(default=False)),
                ("next_change", models.DateField(null=True)),
                ("rules_version", models.CharField(max_length=20)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.locality",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["standing", "surname", "forename", "child"], name="list_by_name"),
                    models.Index(fields=["standing", "since", "child"], name="list_by_since"),
                    models.Index(fields=["standing", "locality"], name="list_by_locality"),
                    models.Index(fields=["next_change"], name="list_next_change"),
                    models.Index(
                        condition=models.Q(("upn", ""), _negated=True), fields=["upn"], name="list_upn"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field_class", models.CharField(max_length=20)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="place_rows",
                        to="population.listentry",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.provider",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["school", "entry"], name="list_place_school"),
                    models.Index(fields=["provider", "entry"], name="list_place_provider"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=40)),
                ("since", models.DateField(null=True)),
                ("field_class", models.CharField(max_length=20)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="reason_rows",
                        to="population.listentry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["slug", "entry"], name="list_reason_slug")],
                "constraints": [models.UniqueConstraint(fields=("entry", "slug"), name="list_reason_once")],
            },
        ),
        migrations.CreateModel(
            name="StandingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("standing", models.CharField(max_length=14)),
                ("since", models.DateField(null=True)),
                ("reasons", models.JSONField()),
                ("legal", models.JSONField()),
                ("rules_version", models.CharField(max_length=20)),
                ("shown_from", models.DateField()),
                ("shown_to", models.DateField(null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_periods",
                        to="record.child",
                    ),
                ),
                (
                    "shown_from_change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "shown_to_change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["shown_from"], name="standing_shown_from")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("shown_to__isnull", True)),
                        fields=("child",),
                        name="standing_one_shown",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_to__isnull", True),
                            ("shown_to__gte", models.F("shown_from")),
                            _connector="OR",
                        ),
                        name="standing_period_forward",
                    ),
                ],
            },
        ),
    ]
