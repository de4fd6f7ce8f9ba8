import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority_code", models.CharField(max_length=3)),
                ("name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pupil-referral-unit", "pupil referral unit"),
                            ("alternative-school", "alternative provision school"),
                            ("home-tuition", "home tuition"),
                            ("one-to-one", "one-to-one tuition away from home"),
                            ("e-learning", "e-learning"),
                            ("vocational", "vocational provider"),
                            ("college", "college"),
                            ("hospital", "hospital teaching"),
                            ("in-patient-mental-health", "in-patient mental health unit"),
                            ("community-mental-health", "community mental health provision"),
                            ("secure", "secure setting"),
                            ("area-base", "area base"),
                            ("work-based", "work-based placement"),
                            ("school", "another school"),
                            ("other", "other provider"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=30,
                    ),
                ),
                ("urn", models.CharField(blank=True, max_length=6)),
                ("ukprn", models.CharField(blank=True, max_length=8)),
                (
                    "registered",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("inspected_on", models.DateField(null=True)),
                ("quality_assured_on", models.DateField(null=True)),
                ("quality_assured_by", models.CharField(blank=True, max_length=200)),
                ("places", models.PositiveIntegerField(null=True)),
                ("group_size", models.PositiveSmallIntegerField(null=True)),
                ("subjects", models.CharField(blank=True, max_length=400)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("key", models.SlugField(max_length=100, unique=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Child",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "redirects_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redirected_from",
                        to="record.child",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feed", models.SlugField(max_length=40)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("received_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Establishment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("number", models.CharField(blank=True, max_length=4)),
                ("type_name", models.CharField(blank=True, max_length=200)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("mainstream", "mainstream school"),
                            ("special", "special school"),
                            ("independent", "independent school"),
                            ("alternative", "pupil referral unit or alternative provision school"),
                            ("hospital", "hospital school"),
                            ("secure", "secure unit"),
                            ("further", "further education"),
                            ("nursery", "nursery school"),
                            ("other", "other establishment"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=20,
                    ),
                ),
                ("phase", models.CharField(blank=True, max_length=60)),
                ("status", models.CharField(blank=True, max_length=60)),
                ("open_date", models.DateField(null=True)),
                ("close_date", models.DateField(null=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("ukprn", models.CharField(blank=True, max_length=8)),
                ("lowest_age", models.PositiveSmallIntegerField(null=True)),
                ("highest_age", models.PositiveSmallIntegerField(null=True)),
                ("urn", models.CharField(max_length=6, unique=True)),
                ("is_stub", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority_code", "number"], name="establishment_number"),
                    models.Index(fields=["name"], name="establishment_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarEntry",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("term", "term"),
                            ("half term", "half term"),
                            ("training day", "training day"),
                            ("closure", "closure"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
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
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_entries",
                        to="record.establishment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="record.provider",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("provider", "name"), name="programme_once")],
            },
        ),
        migrations.CreateModel(
            name="ProviderVersion",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pupil-referral-unit", "pupil referral unit"),
                            ("alternative-school", "alternative provision school"),
                            ("home-tuition", "home tuition"),
                            ("one-to-one", "one-to-one tuition away from home"),
                            ("e-learning", "e-learning"),
                            ("vocational", "vocational provider"),
                            ("college", "college"),
                            ("hospital", "hospital teaching"),
                            ("in-patient-mental-health", "in-patient mental health unit"),
                            ("community-mental-health", "community mental health provision"),
                            ("secure", "secure setting"),
                            ("area-base", "area base"),
                            ("work-based", "work-based placement"),
                            ("school", "another school"),
                            ("other", "other provider"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=30,
                    ),
                ),
                ("urn", models.CharField(blank=True, max_length=6)),
                ("ukprn", models.CharField(blank=True, max_length=8)),
                (
                    "registered",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("inspected_on", models.DateField(null=True)),
                ("quality_assured_on", models.DateField(null=True)),
                ("quality_assured_by", models.CharField(blank=True, max_length=200)),
                ("places", models.PositiveIntegerField(null=True)),
                ("group_size", models.PositiveSmallIntegerField(null=True)),
                ("subjects", models.CharField(blank=True, max_length=400)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_sent",
                        to="record.provider",
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
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("provider",),
                        name="provider_one_current",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "school"),
                            ("provider", "provider"),
                            ("service", "service"),
                            ("officers", "the authority's officers"),
                            ("register", "public register"),
                        ],
                        max_length=20,
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
            ],
        ),
        migrations.AddField(
            model_name="delivery",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="record.source"
            ),
        ),
        migrations.CreateModel(
            name="SourcePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feed", models.SlugField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_persons",
                        to="record.child",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.source"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "feed", "key"), name="source_person_identity")
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("held_on", models.DateField(null=True)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("outcome", models.CharField(blank=True, max_length=400)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="review_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="review_current",
                    ),
                    models.Index(fields=["fact"], name="review_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="review_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="review_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="review_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("status", models.CharField(blank=True, max_length=2)),
                ("year_group", models.CharField(blank=True, max_length=4)),
                (
                    "attends_full_time",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("leaving_ground", models.CharField(blank=True, max_length=40)),
                ("destination", models.CharField(blank=True, max_length=200)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="registration_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="registration_current",
                    ),
                    models.Index(fields=["fact"], name="registration_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registration_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="registration_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="registration_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PossibleMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.TextField()),
                ("score", models.FloatField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for a decision"),
                            ("joined", "joined"),
                            ("left apart", "left apart"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "decided",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["second"], name="possible_match_second")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="possible_match_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="possible_match_ordered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "arranged_by",
                    models.CharField(
                        choices=[
                            ("authority", "the local authority"),
                            ("school", "the school"),
                            ("health", "a health service"),
                            ("court", "a court"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=12,
                    ),
                ),
                (
                    "legal_basis",
                    models.CharField(
                        choices=[
                            ("section-19", "section 19, Education Act 1996"),
                            ("section-42-61", "sections 42 and 61, Children and Families Act 2014"),
                            ("section-29a", "section 29A, Education Act 2002 (off-site direction)"),
                            ("school-arranged", "arranged by the school"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("reason_words", models.CharField(blank=True, max_length=400)),
                ("hours_planned", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                (
                    "attendance_pattern",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "alone",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("review_on", models.DateField(null=True)),
                ("ending", models.CharField(blank=True, max_length=400)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.programme",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.provider"
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="placement_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="placement_current",
                    ),
                    models.Index(fields=["fact"], name="placement_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="placement_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="placement_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="placement_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("part-time", "part-time timetable"),
                            ("long-absence", "out of school fifteen days or more"),
                            ("roll-removal", "proposed removal from the roll"),
                            ("managed-move", "managed move"),
                        ],
                        max_length=20,
                    ),
                ),
                ("hours_offered", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("reason", models.CharField(blank=True, max_length=40)),
                (
                    "parent_agreed",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("review_on", models.DateField(null=True)),
                ("full_time_on", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.change",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="notice_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="notice_current",
                    ),
                    models.Index(fields=["fact"], name="notice_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="notice_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="notice_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="notice_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="NextStep",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("description", models.CharField(blank=True, max_length=400)),
                ("by_whom", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="nextstep_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="nextstep_current",
                    ),
                    models.Index(fields=["fact"], name="nextstep_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="nextstep_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="nextstep_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="nextstep_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LinkInterval",
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
                    "decided_by",
                    models.CharField(choices=[("rule", "rule"), ("person", "person")], max_length=10),
                ),
                ("rule", models.SlugField(blank=True, max_length=60)),
                ("score", models.FloatField(null=True)),
                ("why", models.TextField(blank=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="record.child"
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="link_child"),
                    models.Index(fields=["source_person"], name="link_source_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("source_person",),
                        name="link_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="link_received_first",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LastSeen",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("seen_by", models.CharField(blank=True, max_length=200)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "alone",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="lastseen_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="lastseen_current",
                    ),
                    models.Index(fields=["fact"], name="lastseen_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="lastseen_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="lastseen_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="lastseen_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="GoneFromFeed",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("noticed_on", models.DateField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gone_from_feeds",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["child"], name="gone_child")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("source_person",),
                        name="gone_one_current",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ExpectedEvent",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("discharge", "discharge from hospital"),
                            ("release", "release from custody"),
                            ("birth", "birth of a baby"),
                            ("move", "move to another area"),
                            ("phase-transfer", "move to the next phase of school"),
                            ("after-sixteen", "the step after 16"),
                        ],
                        max_length=20,
                    ),
                ),
                ("expected_on", models.DateField(null=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(blank=True, max_length=20)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="expectedevent_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="expectedevent_current",
                    ),
                    models.Index(fields=["fact"], name="expectedevent_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="expectedevent_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="expectedevent_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="expectedevent_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Exclusion",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PERM", "permanent exclusion"),
                            ("SUSP", "suspension"),
                            ("LNCH", "lunchtime suspension"),
                        ],
                        max_length=4,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("sessions", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in force", "in force"),
                            ("cancelled", "cancelled by the head teacher"),
                            ("reinstated", "the child was reinstated"),
                            ("upheld", "upheld by the governing board"),
                        ],
                        default="in force",
                        max_length=12,
                    ),
                ),
                ("provision_from", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.establishment",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="exclusion_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="exclusion_current",
                    ),
                    models.Index(fields=["fact"], name="exclusion_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="exclusion_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="exclusion_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="exclusion_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="EvidenceDocument",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("field_class", models.CharField(blank=True, max_length=20)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="evidencedocument_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="evidencedocument_current",
                    ),
                    models.Index(fields=["fact"], name="evidencedocument_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="evidencedocument_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="evidencedocument_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="evidencedocument_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Course",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("qualification", models.CharField(blank=True, max_length=200)),
                ("board", models.CharField(blank=True, max_length=60)),
                ("level", models.CharField(blank=True, max_length=20)),
                ("target", models.CharField(blank=True, max_length=40)),
                ("outcome", models.CharField(blank=True, max_length=60)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
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
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="course_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="course_current",
                    ),
                    models.Index(fields=["fact"], name="course_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="course_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="course_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="course_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("relation", models.CharField(blank=True, max_length=40)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.CharField(blank=True, max_length=200)),
                (
                    "parental_responsibility",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
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
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="contact_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="contact_current",
                    ),
                    models.Index(fields=["fact"], name="contact_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="contact_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="contact_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="contact_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Concern",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("raised_by", models.CharField(blank=True, max_length=200)),
                ("relation", models.CharField(blank=True, max_length=40)),
                ("words", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
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
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="concern_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="concern_current",
                    ),
                    models.Index(fields=["fact"], name="concern_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="concern_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="concern_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="concern_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Circumstance",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sen-support", "special educational needs support"),
                            ("ehc-plan", "education, health and care plan"),
                            ("looked-after", "looked after"),
                            ("in-need", "child in need"),
                            ("protection-plan", "child protection plan"),
                            ("illness", "medical need"),
                            ("mental-health-community", "community mental health service"),
                            ("mental-health-in-patient", "in-patient mental health unit"),
                            ("pregnant", "pregnant"),
                            ("young-mother", "young mother"),
                            ("traveller", "Gypsy, Roma or Traveller with education elsewhere"),
                            ("new-to-country", "new to the country"),
                            ("moved-in", "moved here from another area"),
                            ("awaiting-place", "awaiting a school place"),
                            ("complex-needs-no-place", "complex needs and no suitable place"),
                            ("in-custody", "in custody"),
                            ("from-custody", "released from custody"),
                            ("home-education", "educated at home by parents"),
                            ("whereabouts-unknown", "whereabouts unknown"),
                            ("behaviour-plan", "personalised plan for behaviour"),
                            ("low-attendance-plan", "rarely attends, with a reintegration plan"),
                            ("severe-absence", "absent from half or more of sessions"),
                            ("left-england", "moved out of England"),
                            ("died", "died"),
                        ],
                        max_length=30,
                    ),
                ),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("primary_need", models.CharField(blank=True, max_length=40)),
                ("clinician_limit_hours", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("evidence_on", models.DateField(null=True)),
                (
                    "suitability",
                    models.CharField(
                        choices=[
                            ("suitable", "found suitable"),
                            ("unsuitable", "found unsuitable"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=12,
                    ),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "part_time_at_school",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(blank=True, max_length=400)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
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
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="circumstance_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="circumstance_current",
                    ),
                    models.Index(fields=["fact"], name="circumstance_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="circumstance_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="circumstance_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="circumstance_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Attainment",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("scale", models.CharField(blank=True, max_length=40)),
                ("result", models.CharField(blank=True, max_length=40)),
                ("stage", models.CharField(blank=True, max_length=20)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
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
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="attainment_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="attainment_current",
                    ),
                    models.Index(fields=["fact"], name="attainment_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="attainment_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="attainment_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="attainment_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Address",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("line", models.CharField(blank=True, max_length=400)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("shielded", models.BooleanField(default=False)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
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
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="address_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="address_current",
                    ),
                    models.Index(fields=["fact"], name="address_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="address_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="address_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="address_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SourcePersonVersion",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("surname", models.CharField(blank=True, max_length=200)),
                ("forename", models.CharField(blank=True, max_length=200)),
                ("middle_names", models.CharField(blank=True, max_length=200)),
                ("preferred_surname", models.CharField(blank=True, max_length=200)),
                ("preferred_forename", models.CharField(blank=True, max_length=200)),
                ("former_surname", models.CharField(blank=True, max_length=200)),
                ("date_of_birth", models.DateField(null=True)),
                ("sex", models.CharField(blank=True, max_length=1)),
                ("ethnicity", models.CharField(blank=True, max_length=8)),
                ("upn", models.CharField(blank=True, max_length=13)),
                ("former_upn", models.CharField(blank=True, max_length=13)),
                ("uln", models.CharField(blank=True, max_length=10)),
                ("nhs_number", models.CharField(blank=True, max_length=10)),
                ("year_group", models.CharField(blank=True, max_length=4)),
                ("address", models.CharField(blank=True, max_length=400)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("home_authority", models.CharField(blank=True, max_length=3)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("set_aside", models.JSONField(default=dict)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_sent",
                        to="record.sourceperson",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("upn", ""), _negated=True),
                        fields=["upn"],
                        name="source_person_upn",
                    ),
                    models.Index(
                        condition=models.Q(("former_upn", ""), _negated=True),
                        fields=["former_upn"],
                        name="source_person_former_upn",
                    ),
                    models.Index(
                        condition=models.Q(("uln", ""), _negated=True),
                        fields=["uln"],
                        name="source_person_uln",
                    ),
                    models.Index(
                        condition=models.Q(("nhs_number", ""), _negated=True),
                        fields=["nhs_number"],
                        name="source_person_nhs",
                    ),
                    models.Index(fields=["date_of_birth", "postcode"], name="source_person_dob_postcode"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("source_person",),
                        name="source_person_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="source_person_received_first",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="SpecifiedProvision",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("description", models.CharField(blank=True, max_length=400)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("section", models.CharField(blank=True, max_length=4)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
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
                "indexes": [
                    models.Index(fields=["child"], name="specifiedprovision_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="specifiedprovision_current",
                    ),
                    models.Index(fields=["fact"], name="specifiedprovision_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="specifiedprovision_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="specifiedprovision_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="specifiedprovision_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("accountable_role", models.CharField(blank=True, max_length=40)),
                ("ended_on", models.DateField(null=True)),
                ("key", models.CharField(max_length=100, unique=True)),
                (
                    "locality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.locality",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeyPerson",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                (
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
                    ),
                ),
                (
                    "staff_member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.staffmember",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["child"], name="keyperson_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="keyperson_current",
                    ),
                    models.Index(fields=["fact"], name="keyperson_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="keyperson_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="keyperson_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="keyperson_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="StaffMemberVersion",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("accountable_role", models.CharField(blank=True, max_length=40)),
                ("ended_on", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                    "staff_member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_sent",
                        to="record.staffmember",
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
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("staff_member",),
                        name="staff_one_current",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TaughtWeek",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("key_stage", models.PositiveSmallIntegerField()),
                ("hours", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taught_weeks",
                        to="record.establishment",
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
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="TimetableSession",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("weekday", models.PositiveSmallIntegerField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("place", models.CharField(blank=True, max_length=200)),
                (
                    "online",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "alone",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not known", "not known")],
                        default="not known",
                        max_length=10,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
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
                "indexes": [
                    models.Index(fields=["child"], name="timetablesession_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="timetablesession_current",
                    ),
                    models.Index(fields=["fact"], name="timetablesession_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="timetablesession_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="timetablesession_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="timetablesession_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WeeklyHours",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("fact", models.UUIDField(default=uuid.uuid4)),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("hours_planned", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("hours_offered", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ("hours_attended", models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_facts",
                        to="record.child",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
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
                    "source_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.sourceperson",
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
                "indexes": [
                    models.Index(fields=["child"], name="weeklyhours_child"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=["source_person"],
                        name="weeklyhours_current",
                    ),
                    models.Index(fields=["fact"], name="weeklyhours_fact"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="weeklyhours_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("recorded_at"))),
                        name="weeklyhours_received_first",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("fact",),
                        name="weeklyhours_one_current",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="EstablishmentLink",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("kind", models.CharField(blank=True, max_length=60)),
                ("since", models.DateField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor_links",
                        to="record.establishment",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessor_links",
                        to="record.establishment",
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
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("predecessor", "successor", "kind"),
                        name="establishment_link_once",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="EstablishmentVersion",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("authority_code", models.CharField(blank=True, max_length=3)),
                ("number", models.CharField(blank=True, max_length=4)),
                ("type_name", models.CharField(blank=True, max_length=200)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("mainstream", "mainstream school"),
                            ("special", "special school"),
                            ("independent", "independent school"),
                            ("alternative", "pupil referral unit or alternative provision school"),
                            ("hospital", "hospital school"),
                            ("secure", "secure unit"),
                            ("further", "further education"),
                            ("nursery", "nursery school"),
                            ("other", "other establishment"),
                            ("not known", "not known"),
                        ],
                        default="not known",
                        max_length=20,
                    ),
                ),
                ("phase", models.CharField(blank=True, max_length=60)),
                ("status", models.CharField(blank=True, max_length=60)),
                ("open_date", models.DateField(null=True)),
                ("close_date", models.DateField(null=True)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("ukprn", models.CharField(blank=True, max_length=8)),
                ("lowest_age", models.PositiveSmallIntegerField(null=True)),
                ("highest_age", models.PositiveSmallIntegerField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions_sent",
                        to="record.establishment",
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
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("establishment",),
                        name="establishment_one_current",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="LocalityArea",
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
                ("row_number", models.PositiveIntegerField(null=True)),
                ("postcode_sector", models.CharField(blank=True, max_length=8)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.change"
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.delivery",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locality_areas",
                        to="record.establishment",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="record.locality",
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
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True), models.Q(("postcode_sector", ""), _negated=True)
                        ),
                        fields=("postcode_sector",),
                        name="postcode_sector_one_locality",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("establishment__isnull", False), ("superseded_at__isnull", True)),
                        fields=("establishment",),
                        name="establishment_one_locality",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["source", "feed", "received_at"], name="delivery_by_source_feed"),
        ),
    ]
