"""The school census: tables joined by the numbers of pupils, and what each row becomes."""

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.intake.contract import Kind
from sightline.intake.mending import say_names
from sightline.intake.models import StagedRow
from sightline.intake.readers import Unreadable
from sightline.intake.remembering import remember_names
from sightline.population.loading import Loading
from sightline.record.models import (
    Address,
    Child,
    Circumstance,
    Establishment,
    Exclusion,
    GoneFromFeed,
    Registration,
    Source,
    SourcePersonVersion,
)
from tests.intake.census_tables import (
    JO,
    SAM,
    beside,
    left,
    on_roll,
    packed,
    take_together,
    write_tables,
)
from tests.intake.conftest import FILES

EXTRACT = sorted((FILES / "school-census" / "tables").glob("*.csv"))


@pytest.fixture
def take_tables(officer, tmp_path):
    """Takes tables as one delivery: `take_tables({"pupilonroll": [row, …], …}, received_on=…)`."""

    def run(tables, **options):
        return take_together(officer, write_tables(tmp_path / "tables", tables), **options)

    return run


def classes(outcome) -> Counter[str]:
    return Counter(problem["value_class"] for problem in outcome.problems)


class TestTablesAsPublished:
    """An extract of a whole authority's census: no well-formed identifier, and schools by the sender's own keys."""

    def test_rows_wait_until_somebody_says_which_schools_are_meant(self, officer):
        first = take_together(officer, EXTRACT)

        assert (first.rows, first.quarantined) == (29, 29)
        assert classes(first)["a school by the sender's own name"] == 29
        keys = {row.values["school"] for row in StagedRow.objects.all()}

        source = Source.objects.get(slug=first.source)
        schools = [
            Establishment.objects.create(
                urn=str(991001 + n), authority_code="999", name=key, group="mainstream"
            )
            for n, key in enumerate(sorted(keys))
        ]
        remember_names(
            officer, source, [(Kind.SCHOOL, one.name, one.pk) for one in schools], "asked the sender"
        )
        second = take_together(officer, EXTRACT)

        held = {(one["file"], one["value_class"]) for one in second.problems if one["held_back"]}
        assert held == {("termlyexclusionsonroll.csv", "dates that overlap")}
        assert (Child.objects.count(), Registration.objects.count()) == (12, 16)
        assert classes(second)["an identifier that fails its check"] == 3 * 16
        moved = SourcePersonVersion.objects.get(surname="SUR5731")
        assert Registration.objects.filter(source_person=moved.source_person).count() == 3

        third = take_together(officer, EXTRACT)
        assert (third.taken, third.unchanged) == (0, second.taken)

    def test_said_once_the_rows_that_waited_are_run_again(self, officer):
        first = take_together(officer, EXTRACT)
        school = Establishment.objects.get(urn="990003")
        names = [(Kind.SCHOOL, f"SCH{n}", school.pk) for n in (1, 6)]

        with CaptureQueriesContext(connection) as made:
            came = say_names(officer, Source.objects.get(slug=first.source), names, "asked the sender")

        assert (came.taken, came.still_waiting) == (
            Registration.objects.count() + Exclusion.objects.count(),
            0,
        )
        assert StagedRow.objects.filter(state=StagedRow.State.QUARANTINED).count() == 29 - came.taken
        # A large file has a fault in every row: they are not read again with each of the rows.
        assert not [
            query for query in made.captured_queries if '"intake_intakerun"."problems"' in query["sql"]
        ]

    def test_what_is_not_kept_is_listed_and_never_staged(self, officer):
        outcome = take_together(officer, EXTRACT)

        assert {"language", "plaa", "schoollunchtaken", "termlysessiondetailsonroll"} <= set(outcome.ignored)
        staged = {name for row in StagedRow.objects.all() for name in row.values}
        assert not staged & {"language", "plaa", "schoollunchtaken"}
        assert max(len(row.cells) for row in StagedRow.objects.all()) < 30

    def test_a_zip_of_the_tables_is_the_same(self, officer, tmp_path):
        apart = take_together(officer, EXTRACT, dry_run=True)
        together = take_together(officer, [packed(EXTRACT, tmp_path / "census.zip")], dry_run=True)

        assert (together.rows, together.quarantined) == (apart.rows, apart.quarantined)
        assert together.ignored == apart.ignored


class TestJoining:
    def test_an_exclusion_has_its_pupil_beside_it_and_is_about_nobody_else(self, take_tables):
        outcome = take_tables(
            {
                "pupilonroll": [on_roll("a", JO), on_roll("b", SAM)],
                "termlyexclusionsonroll": [
                    beside(
                        "termlyexclusionsonroll",
                        "b",
                        startdate="2024-Nov-04 00:00:00",
                        sessions="3.0",
                        category="FIXD",
                        reason1="PP",
                        reason3="DB",
                    )
                ],
            }
        )

        assert (outcome.taken, outcome.new_children) == (3, 2)
        exclusion = Exclusion.objects.get()
        assert (exclusion.kind, exclusion.sessions, exclusion.reasons) == ("SUSP", 3, ["PP", "DB"])
        described = SourcePersonVersion.objects.get(source_person=exclusion.source_person)
        assert (described.surname, described.set_aside) == ("Brook", {"upn": "21db2df8-fa0"})

    def test_a_bad_identifier_is_listed_once_with_the_pupils_own_row(self, take_tables):
        outcome = take_tables(
            {
                "pupilonroll": [on_roll("a", JO), on_roll("b", SAM)],
                "termlyexclusionsonroll": [
                    beside("termlyexclusionsonroll", "b", startdate=day, sessions="2", category="SUSP")
                    for day in ("04/11/2024", "11/11/2024")
                ],
            }
        )

        [problem] = outcome.problems
        assert (problem["file"], problem["row"], problem["column"]) == ("pupilonroll.csv", 3, "UPN")

    def test_the_first_address_and_need_come_from_their_tables(self, take_tables):
        take_tables(
            {
                "pupilonroll": [on_roll("a", JO, senprovision="E"), on_roll("b", SAM, senprovision="S")],
                "addresses": [
                    beside("addresses", "a", postcode="ZZ1 1AA"),
                    beside("addresses", "a", postcode="ZZ9 9ZZ"),
                ],
                "senneeds": [
                    beside("senneeds", "a", sentyperank="2", sentype="SLCN"),
                    beside("senneeds", "a", sentyperank="1.0", sentype="ASD"),
                ],
            }
        )

        assert Address.objects.get().postcode == "ZZ1 1AA"
        plan = Circumstance.objects.get()
        assert (plan.kind, plan.primary_need) == ("ehc-plan", "ASD")

    def test_headings_of_other_years_are_known(self, take_tables):
        jo = {**JO, "gender": JO["sex"], "ncyearactual": "7"}
        del jo["sex"]
        take_tables(
            {
                "pupilonroll": [on_roll("a", jo)],
                "termlyexclusionsonroll": [
                    beside(
                        "termlyexclusionsonroll", "a", startdate="04/11/2019", category="PERM", reason="VA"
                    )
                ],
            }
        )

        assert SourcePersonVersion.objects.get().sex == "F"
        assert Registration.objects.get().year_group == "7"
        assert Exclusion.objects.get().reasons == ["VA"]

    @pytest.mark.parametrize(
        ("tables", "said"),
        [
            ({"pupilnolongeronroll": [left("a", JO)]}, "pupilonroll is missing"),
            (
                {
                    "pupilonroll": [on_roll("a", JO)],
                    "termlyexclusionsoffroll": [
                        {
                            "termlyexclusionsoffrolltableid": "1",
                            "NativeId": "990003",
                            "termlyexclusionsoffrollorderseqcolumn": "1",
                            "pupilnolongeronrolltableid": "a",
                        }
                    ],
                },
                "pupilnolongeronroll is missing",
            ),
            (
                {"pupilonroll": [on_roll("a", JO)], "menu": [{"Monday": "pie", "Tuesday": "soup"}]},
                "“menu.csv” is no table of a school census",
            ),
            (
                {"menu": [{"Monday": "pie"}], "bins": [{"Monday": "blue"}]},
                "not the tables of a school census",
            ),
        ],
    )
    def test_a_set_that_is_no_census_is_refused_in_words(self, take_tables, tables, said):
        with pytest.raises(Unreadable, match=said):
            take_tables(tables)

        assert not StagedRow.objects.exists()

    def test_an_exclusion_of_nobody_waits(self, take_tables):
        stray = beside("termlyexclusionsonroll", "z", startdate="04/11/2024", sessions="2", category="SUSP")
        outcome = take_tables({"pupilonroll": [on_roll("a", JO)], "termlyexclusionsonroll": [stray]})

        assert (outcome.taken, outcome.quarantined) == (1, 1)
        assert classes(outcome)["a row without its pupil"] == 1


class TestWhatRowsBecome:
    @pytest.mark.parametrize(
        ("sent", "known"),
        [("True", "no"), ("False", "yes"), ("", "not known")],
        ids=["part", "full", "blank"],
    )
    def test_the_part_time_indicator(self, take_tables, sent, known):
        take_tables({"pupilonroll": [on_roll("a", JO, parttime=sent, enrolstatus="M")]})

        roll = Registration.objects.get()
        assert (roll.attends_full_time, roll.status, roll.valid_from) == (known, "M", date(2024, 9, 4))

    @pytest.mark.parametrize(
        ("kind", "first", "sessions", "ends"),
        [
            ("SUSP", "2026-10-05", "2", date(2026, 10, 6)),
            ("SUSP", "2026-10-05", "3", date(2026, 10, 7)),
            ("SUSP", "2026-10-08", "4", date(2026, 10, 10)),
            ("SUSP", "2026-10-09", "4", date(2026, 10, 13)),
            ("LNCH", "2026-10-05", "2", date(2026, 10, 7)),
            ("SUSP", "2026-10-03", "2", date(2026, 10, 6)),
            ("PERM", "2026-10-05", "", None),
        ],
    )
    def test_a_suspension_lasts_the_school_days_of_its_sessions(
        self, take_tables, kind, first, sessions, ends
    ):
        excluded = beside("termlyexclusionsonroll", "a", startdate=first, sessions=sessions, category=kind)
        take_tables({"pupilonroll": [on_roll("a", JO)], "termlyexclusionsonroll": [excluded]})

        exclusion = Exclusion.objects.get()
        assert exclusion.valid_to == ends
        assert bool(exclusion.words) == (ends is not None)

    def test_who_moved_within_the_authority_is_one_child_with_two_registrations(self, take_tables):
        outcome = take_tables(
            {"pupilonroll": [on_roll("a", SAM)], "pupilnolongeronroll": [left("a", SAM), left("b", JO)]}
        )

        assert outcome.new_children == 2
        sam = SourcePersonVersion.objects.get(surname="Brook").source_person
        ends = (
            Registration.objects.filter(source_person=sam)
            .order_by("valid_from")
            .values_list("valid_to", flat=True)
        )
        assert list(ends) == [date(2024, 7, 20), None]

    def test_who_is_missing_from_the_next_census_is_gone_and_a_leaver_is_not(self, take_tables):
        autumn = {"pupilonroll": [on_roll("a", JO), on_roll("b", SAM)]}
        take_tables(autumn, received_on=date(2026, 10, 9), source_name="Data team")
        spring = {"pupilonroll": [on_roll("c", {**SAM, "forename": "Max"})]}
        spring["pupilnolongeronroll"] = [left("d", JO, school="990003")]
        outcome = take_tables(spring, received_on=date(2026, 11, 20), source_name="Data team")

        assert (outcome.gone, outcome.new_children) == (1, 1)
        gone = GoneFromFeed.objects.get().source_person_id
        assert SourcePersonVersion.objects.get(source_person=gone).forename == "Sam"


class TestBesideTheSchoolsOwnRoll:
    def test_one_child_whose_roll_counts(self, take_tables, take_rows):
        take_tables({"pupilonroll": [on_roll("a", JO, parttime="True")]}, received_on=date(2026, 10, 9))
        take_rows(
            "school-roll",
            [
                {
                    "School": "990003",
                    "UPN": JO["upn"],
                    "Legal surname": "Ashdown",
                    "Legal forename": "Jo",
                    "Date of birth": "02/04/2013",
                    "Date of entry": "04/09/2024",
                    "Date of leaving": "16/10/2026",
                }
            ],
        )

        child = Child.objects.get()
        assert Registration.objects.filter(child=child).count() == 2
        [loaded] = Loading(date(2026, 11, 23)).children([child.pk])
        [roll] = loaded.situation.rolls
        assert (roll.period.end, roll.full_time) == (date(2026, 10, 17), "no")
