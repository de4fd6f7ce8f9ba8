"""Long absences: the notice, its reason, and the pupil who comes back."""

from datetime import date

from sightline.record.models import Notice
from tests.intake.rows import ELIZABETH, TOMASZ

AWAY = {"School": "990003", **ELIZABETH, "First day missed": "02/11/2026", "Reason": "medical"}


def test_a_pupil_away_is_a_notice_that_goes_on(take_rows):
    take_rows("long-absence", [{**AWAY, "Reason in words": "A broken leg", "Expected back": "11/01/2027"}])

    notice = Notice.objects.get()
    assert (notice.kind, notice.reason, notice.words) == ("long-absence", "medical", "A broken leg")
    assert (notice.valid_from, notice.valid_to) == (date(2026, 11, 2), None)
    assert notice.full_time_on == date(2027, 1, 11)


def test_a_pupil_who_is_back_ends_it_after_the_last_day(take_rows):
    take_rows("long-absence", [AWAY])
    take_rows("long-absence", [{**AWAY, "Last day missed": "20/11/2026"}])

    assert Notice.objects.get().valid_to == date(2026, 11, 21)
    assert Notice.versions.count() == 2


def test_a_second_absence_stands_beside_the_first(take_rows):
    take_rows("long-absence", [{**AWAY, "First day missed": "07/09/2026", "Last day missed": "25/09/2026"}])
    take_rows("long-absence", [AWAY])

    assert Notice.objects.count() == 2


def test_a_pupil_who_is_not_sent_again_is_still_away(take_rows):
    take_rows("long-absence", [AWAY])
    outcome = take_rows("long-absence", [{**AWAY, **TOMASZ}])

    assert outcome.gone == 0
    assert Notice.objects.filter(valid_to=None).count() == 2
