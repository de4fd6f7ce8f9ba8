"""How often each sender is asked, that it has nothing to tell, and that it was asked for what it owes."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_told_how"),
        ("intake", "0003_queued_by"),
        ("record", "0003_attendance_totals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_received_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("letter", "by letter"),
                            ("e-mail", "by e-mail"),
                            ("phone", "by phone"),
                            ("in person", "in person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("feeds", models.JSONField(default=list)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
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
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.source",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("establishment__isnull", False),
                                models.Q(("provider__isnull", False), _negated=True),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                ("provider__isnull", False),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                models.Q(("provider__isnull", False), _negated=True),
                                ("source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="chase_of_one_sender",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_received_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("feed", models.SlugField(max_length=40)),
                ("how_often", models.CharField(max_length=20)),
                ("grace", models.PositiveSmallIntegerField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
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
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.source",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("establishment__isnull", False),
                                models.Q(("provider__isnull", False), _negated=True),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                ("provider__isnull", False),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                models.Q(("provider__isnull", False), _negated=True),
                                ("source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="expectation_of_one_sender",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("establishment__isnull", False), ("superseded_at__isnull", True)),
                        fields=("establishment", "feed"),
                        name="expectation_establishment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("provider__isnull", False), ("superseded_at__isnull", True)),
                        fields=("provider", "feed"),
                        name="expectation_provider_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False), ("superseded_at__isnull", True)),
                        fields=("source", "feed"),
                        name="expectation_source_once",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="NilReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("superseded_received_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("feed", models.SlugField(max_length=40)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
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
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.source",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("establishment__isnull", False),
                                models.Q(("provider__isnull", False), _negated=True),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                ("provider__isnull", False),
                                models.Q(("source__isnull", False), _negated=True),
                            ),
                            models.Q(
                                models.Q(("establishment__isnull", False), _negated=True),
                                models.Q(("provider__isnull", False), _negated=True),
                                ("source__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="nil_return_of_one_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gt", models.F("valid_from"))),
                        name="nil_return_forward",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("establishment__isnull", False), ("superseded_at__isnull", True)),
                        fields=("establishment", "feed", "valid_from", "valid_to"),
                        name="nil_return_establishment_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("provider__isnull", False), ("superseded_at__isnull", True)),
                        fields=("provider", "feed", "valid_from", "valid_to"),
                        name="nil_return_provider_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source__isnull", False), ("superseded_at__isnull", True)),
                        fields=("source", "feed", "valid_from", "valid_to"),
                        name="nil_return_source_once",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
    ]
