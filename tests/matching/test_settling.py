"""Who becomes which child: newcomers, those who are described anew, and what people decided before."""

from datetime import date

from sightline.matching.services import match
from sightline.record import door, links
from sightline.record.models import Child, LinkInterval, PossibleMatch, Registration
from sightline.record.reading import children_by_source_person, questions_known

UPN, OTHER_UPN = "M999000026001", "P999000026002"
BROTHER = {"forename": "Tom", "date_of_birth": date(2016, 9, 9)}
TWIN = {"forename": "Rose"}


class TestNewcomers:
    def test_somebody_unknown_is_at_once_a_child_of_their_own(self, arrivals):
        person = arrivals.one("school/school-roll", "1")

        assert arrivals.child(person)
        assert arrivals.settled[-1].new_children == 1
        assert not arrivals.questions()

    def test_the_same_name_birth_and_postcode_join_and_the_link_says_why(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        provider = arrivals.one("provider/provider-roll", "A")

        assert arrivals.child(provider) == arrivals.child(school)
        link = LinkInterval.objects.get(source_person=provider)
        assert (link.decided_by, link.rule) == ("rule", "name-birth-postcode")
        assert link.why == "The same name, date of birth and postcode."
        assert arrivals.settled[-1].joined == 1

    def test_a_doubtful_one_is_a_child_of_their_own_and_a_question(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)

        assert arrivals.child(provider) != arrivals.child(school)
        assert arrivals.questions() == {(school.pk, provider.pk, "open")}
        assert arrivals.settled[-1].to_review == 1

    def test_a_slip_and_a_new_address_join_and_the_link_says_how_far_each_field_agrees(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        hospital = arrivals.one("hospital/health", "H", forename="Elizabth", postcode="ZZ1 2BB")

        assert arrivals.child(hospital) == arrivals.child(school)
        link = LinkInterval.objects.get(source_person=hospital)
        assert (link.decided_by, link.rule) == ("rule", "weighed")
        assert link.why == (
            "Forename one slip; surname and postcode the same surname, same district; date of birth the same."
        )

    def test_two_of_one_file_join_no_more_than_two_of_two(self, arrivals):
        one, other = arrivals.together(("school/school-roll", "1", {}), ("school/school-roll", "2", {}))

        assert arrivals.child(one) != arrivals.child(other)
        assert arrivals.questions() == {(one.pk, other.pk, "open")}

    def test_two_of_one_file_with_one_number_are_one_child(self, arrivals):
        one, other = arrivals.together(
            ("school/school-roll", "1", {"upn": UPN}), ("school/school-roll", "2", {"upn": UPN})
        )

        assert arrivals.child(one) == arrivals.child(other)

    def test_twins_with_one_number_are_two_children_and_a_question(self, arrivals):
        one, other = arrivals.together(
            ("school/school-roll", "1", {"upn": UPN}), ("school/school-roll", "2", {"upn": UPN, **TWIN})
        )

        assert arrivals.child(one) != arrivals.child(other)
        assert arrivals.questions() == {(one.pk, other.pk, "open")}

    def test_a_name_never_puts_two_whom_a_sender_tells_apart_into_one_child(self, arrivals):
        first = arrivals.one("school/school-roll", "1")
        provider = arrivals.one("provider/provider-roll", "A")
        second = arrivals.one("school/school-roll", "2")

        assert arrivals.child(first) == arrivals.child(provider) != arrivals.child(second)
        assert {state for _, _, state in arrivals.questions()} == {"open"}

    def test_whoever_comes_back_under_a_new_number_is_joined_once_the_old_one_is_gone(self, arrivals):
        first = arrivals.one("school/school-roll", "1")
        arrivals.gone(first)
        again = arrivals.one("school/school-roll", "2", day="2026-11-04")

        assert arrivals.child(again) == arrivals.child(first)

    def test_the_stronger_rule_decides_and_the_weaker_asks(self, arrivals):
        by_number = arrivals.one("school/school-roll", "1", upn=UPN, postcode="ZZ5 5ZZ")
        by_name = arrivals.one("provider/provider-roll", "A", upn=OTHER_UPN)
        both = arrivals.one("team/home-education", "E", upn=UPN)

        assert arrivals.child(both) == arrivals.child(by_number) != arrivals.child(by_name)
        assert (by_number.pk, by_name.pk, "open") in arrivals.questions()

    def test_two_children_who_share_as_much_are_both_asked_about(self, arrivals):
        one = arrivals.one("school/school-roll", "1", upn=UPN, postcode="ZZ5 5ZZ")
        other = arrivals.one("provider/provider-roll", "A", upn=OTHER_UPN, postcode="ZZ6 6ZZ")
        both = arrivals.one("team/home-education", "E", upn=UPN, former_upn=OTHER_UPN)

        assert len({arrivals.child(person) for person in (one, other, both)}) == 3
        assert {(one.pk, both.pk, "open"), (other.pk, both.pk, "open")} <= arrivals.questions()

    def test_one_question_a_pair_of_children_however_many_sources_they_have(self, arrivals):
        arrivals.one("school/school-roll", "1", upn=UPN)
        arrivals.one("school/part-time", "1", upn=UPN)
        arrivals.one("provider/provider-roll", "A", date_of_birth=None)

        assert len(arrivals.questions()) == 1

    def test_a_great_file_is_settled_as_a_small_one(self, arrivals, monkeypatch):
        school = arrivals.one("school/school-roll", "1")
        monkeypatch.setattr("sightline.matching.candidates.BATCH", 1)

        provider, other = arrivals.together(
            ("provider/provider-roll", "A", {}), ("provider/provider-roll", "B", BROTHER)
        )

        assert arrivals.child(provider) == arrivals.child(school) != arrivals.child(other)

    def test_a_twin_is_a_question_and_a_brother_is_none(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        twin = arrivals.one("provider/provider-roll", "A", **TWIN)
        arrivals.one("team/home-education", "E", **BROTHER)

        assert arrivals.children() == 3
        assert arrivals.questions() == {(school.pk, twin.pk, "open")}

    def test_a_namesake_born_on_the_same_day_elsewhere_is_another_child(self, arrivals):
        arrivals.one("school/school-roll", "1")
        arrivals.one("provider/provider-roll", "A", surname="Brook", postcode="ZZ9 9ZZ")

        assert arrivals.children() == 2
        assert not arrivals.questions()


class TestDescribedAnew:
    def test_a_number_that_arrives_later_joins_and_the_old_id_leads_on(self, arrivals):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        was = arrivals.child(provider)

        settled = arrivals.again(provider, upn=UPN)

        assert arrivals.child(provider) == arrivals.child(school)
        assert settled.moved == {provider.pk: arrivals.child(school)}
        assert Child.objects.get(pk=was).redirects_to_id == arrivals.child(school)
        assert arrivals.questions() == {(school.pk, provider.pk, "joined")}

    def test_facts_move_along_and_yesterday_stays_as_it_was_known(self, arrivals, small_school):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        was = arrivals.child(provider)
        with arrivals.write() as write:
            fact = Registration(source_person=provider, child_id=was, establishment=small_school)
            door.add(write, [fact])

        arrivals.again(provider, upn=UPN)

        assert Registration.objects.get(source_person=provider).child_id == arrivals.child(school)
        assert children_by_source_person(date(2026, 11, 2))[provider.pk] == was

    def test_a_child_of_several_sources_is_not_joined_by_a_rule_but_asked_about(self, arrivals):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        hours = arrivals.one("provider/provider-hours", "A", date_of_birth=None)
        assert arrivals.child(provider) == arrivals.child(hours)

        arrivals.again(provider, upn=UPN)

        assert arrivals.child(provider) == arrivals.child(hours) != arrivals.child(school)

    def test_another_forename_and_another_birth_reopen_the_link(self, arrivals):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A")
        assert arrivals.child(school) == arrivals.child(provider)

        arrivals.again(provider, **BROTHER)

        assert arrivals.child(school) != arrivals.child(provider)
        assert arrivals.questions() == {(school.pk, provider.pk, "open")}

    def test_a_reopened_person_is_not_joined_to_anybody_by_a_rule(self, arrivals):
        brother = arrivals.one("school/school-roll", "2", upn=OTHER_UPN, **BROTHER)
        provider = arrivals.one("provider/provider-roll", "A")

        arrivals.again(provider, upn=OTHER_UPN, **BROTHER)

        assert arrivals.child(brother) != arrivals.child(provider)
        assert (brother.pk, provider.pk, "open") in arrivals.questions()

    def test_a_question_that_was_answered_is_open_again_when_the_sender_means_somebody_else(self, arrivals):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        arrivals.again(provider, upn=UPN)
        assert arrivals.questions() == {(school.pk, provider.pk, "joined")}

        arrivals.again(provider, day="2026-11-04", upn="", **BROTHER)

        assert arrivals.questions() == {(school.pk, provider.pk, "open")}
        assert arrivals.child(school) != arrivals.child(provider)

    def test_a_question_asked_again_stays_answered_on_the_days_on_which_it_was(self, arrivals):
        arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        arrivals.again(provider, day="2026-11-04", upn=UPN)

        arrivals.again(provider, day="2026-11-06", upn="", **BROTHER)

        days = [date(2026, 11, day) for day in (2, 3, 4, 5, 6)]
        assert [questions_known(day).count() for day in days] == [1, 1, 0, 0, 1]

    def test_who_stands_alone_and_is_described_as_another_stays_where_they_are(self, arrivals):
        person = arrivals.one("school/school-roll", "1")
        was = arrivals.child(person)

        arrivals.again(person, **BROTHER)

        assert arrivals.child(person) == was

    def test_a_corrected_spelling_alone_changes_nothing(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        provider = arrivals.one("provider/provider-roll", "A")

        arrivals.again(provider, forename="Elisabeth")

        assert arrivals.child(school) == arrivals.child(provider)


class TestWhatPeopleDecided:
    def test_who_was_left_apart_is_neither_joined_nor_asked_about_again(self, arrivals):
        school = arrivals.one("school/school-roll", "1", upn=UPN)
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        with arrivals.write() as write:
            links.leave_apart(write, PossibleMatch.objects.get())

        arrivals.again(provider, upn=UPN)

        assert arrivals.child(school) != arrivals.child(provider)
        assert arrivals.questions() == {(school.pk, provider.pk, "left apart")}

    def test_a_newcomer_does_not_raise_again_what_was_left_apart(self, arrivals):
        arrivals.one("school/school-roll", "1")
        arrivals.one("provider/provider-roll", "A", upn=OTHER_UPN, date_of_birth=None)
        with arrivals.write() as write:
            links.leave_apart(write, PossibleMatch.objects.get())

        arrivals.one("team/home-education", "E", upn=OTHER_UPN, date_of_birth=None)

        assert {state for _, _, state in arrivals.questions()} == {"left apart"}

    def test_what_a_person_joined_is_not_moved_by_a_rule(self, arrivals):
        provider = arrivals.one("provider/provider-roll", "A", date_of_birth=None)
        elsewhere = arrivals.one("team/home-education", "E", postcode="ZZ7 7ZZ", **TWIN)
        with arrivals.write() as write:
            links.join(
                write,
                keep=Child.objects.get(pk=arrivals.child(elsewhere)),
                other=Child.objects.get(pk=arrivals.child(provider)),
                why="the mother says so",
            )
        arrivals.one("school/school-roll", "1", upn=UPN)

        arrivals.again(provider, upn=UPN)

        assert arrivals.child(provider) == arrivals.child(elsewhere)

    def test_what_a_person_took_apart_stays_apart(self, arrivals):
        school = arrivals.one("school/school-roll", "1")
        provider = arrivals.one("provider/provider-roll", "A")
        with arrivals.write() as write:
            child = Child.objects.get(pk=arrivals.child(school))
            links.split(write, child=child, source_persons=[provider.pk], why="two cousins")

        arrivals.again(provider, upn=UPN)
        match(arrivals.viewer)

        assert arrivals.child(school) != arrivals.child(provider)


class TestMatchingAgain:
    def test_nothing_open_means_nothing_written(self, arrivals):
        arrivals.one("school/school-roll", "1")

        assert match(arrivals.viewer).to_review == 0

    def test_an_open_question_that_nothing_answers_stays_open(self, arrivals):
        arrivals.one("school/school-roll", "1")
        arrivals.one("provider/provider-roll", "A", date_of_birth=None)

        settled = match(arrivals.viewer)

        assert (settled.joined, settled.to_review) == (0, 1)

    def test_a_question_is_answered_once_the_sender_no_longer_tells_the_two_apart(self, arrivals):
        first, second = arrivals.together(("school/school-roll", "1", {}), ("school/school-roll", "2", {}))
        arrivals.gone(first)

        settled = match(arrivals.viewer)

        assert (settled.joined, settled.to_review) == (1, 0)
        assert arrivals.child(first) == arrivals.child(second)
