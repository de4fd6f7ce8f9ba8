"""Stories that only the registers tell: one child for each rule, found by it on a day and not on the day before.

Each child is at school full time by every other word, present on every other day, and off the list: marks are
indicators, not evidence for the list. The days are counted out by what the rule asks; `found` says on which of them it
must find the child. For a rule of the registers that has no story yet, write one more function here.
"""

from datetime import date

from sightline.demo.lives import FoundBy, Life, Marked
from sightline.demo.stories.teller import Story, Teller

# The day on which a rule finds its child lies so many school days before today, by lot.
_FEWEST, _MOST = 2, 6
# In ten thousand pupils, of each rule.
_RATE = 0.2
_AWAY_WEEKLY = (20, 16, 12, 8, 4, 0)


class _Child:
    """A child of a story, and the school days counted back from the day on which its rule finds it."""

    def __init__(self, teller: Teller, rule: str) -> None:
        closed_once = teller.schools.all[2]
        self.life = teller.child()
        while self.life.roll.school is closed_once:
            self.life = teller.child()
        self.life.steady = self.life.clean = True
        self.behind = teller.lot.randint(_FEWEST, _MOST)
        self.teller = teller
        self.life.found.append(FoundBy(rule, self.day(0)))

    def day(self, before: int) -> date:
        """The school day so many school days before the one on which the rule finds the child."""
        return self.teller.ago(self.behind + before)

    def mark(self, before: int, code: str, *, until: int | None = None, half: int | None = None) -> None:
        """A code on one of the days, or from it until another; on one half of it only (0 the morning, 1 the
        afternoon)."""
        codes = (code if half != 1 else "", code if half != 0 else "")
        last = self.day(before if until is None else until)
        self.life.marked.append(Marked(self.day(before), last, codes))

    def mark_on(self, before: int, code: str) -> None:
        """A code from one of the days on, until today."""
        self.life.marked.append(Marked(self.day(before), self.teller.terms.today, (code, code)))

    @property
    def days_so_far(self) -> int:
        """The school days of this school year up to the day, the day counted."""
        terms = self.teller.terms
        first = terms.school_days.index(terms.first_day(terms.this_year))
        return terms.school_days.index(self.day(0)) - first + 1


def fifteen_days(teller: Teller) -> Life:
    """Fifteen school days missed in spells, with leave and without: the last of them makes it fifteen."""
    child = _Child(teller, "fifteen-days-missed")
    for before, until, code in ((33, 30, "I"), (25, 22, "G"), (14, 12, "C"), (3, 0, "O")):
        child.mark(before, code, until=until)
    return child.life


def fifteen_days_ill(teller: Teller) -> Life:
    """Fifteen school days of illness in three spells, and no sickness return."""
    child = _Child(teller, "fifteen-days-ill")
    for before, until in ((34, 30), (20, 16), (4, 0)):
        child.mark(before, "I", until=until)
    return child.life


def ten_days_without_leave(teller: Teller) -> Life:
    """A holiday that was not granted, and absent since without a word: ten school days running, and still away."""
    child = _Child(teller, "ten-days-unauthorised")
    child.mark(9, "G", until=5)
    child.mark_on(4, "O")
    return child.life


def twenty_days_without_leave(teller: Teller) -> Life:
    """Nobody knows where the child is: twenty school days running, and the school may ask to take it off its roll."""
    child = _Child(teller, "twenty-days-for-removal")
    child.mark(19, "N", until=15)
    child.mark_on(14, "O")
    return child.life


def persistently_absent(teller: Teller) -> Life:
    """A day here and a day there, till a tenth of the year so far is missed."""
    child = _Child(teller, "persistent-absence")
    # A tenth of two sessions a day, rounded up; the two of the day itself are the last of them.
    days, half = divmod(-(-child.days_so_far // 5) - 2, 2)
    child.mark(0, "O")
    for place in range(days):
        child.mark(3 + 4 * place, "I")
    if half:
        child.mark(2, "M", half=0)
    return child.life


def severely_absent(teller: Teller) -> Life:
    """Away from the middle of the autumn on, without leave, till half of the year so far is missed."""
    child = _Child(teller, "severe-absence")
    whole, half = divmod(child.days_so_far, 2)
    child.mark_on(whole - 1, "O")
    if half:
        child.mark(whole, "O", half=1)
    return child.life


def dipping(teller: Teller) -> Life:
    """Never away until four weeks ago, and two days since: ten points fewer than before."""
    child = _Child(teller, "dip")
    child.mark(14, "C")
    child.mark(0, "O")
    return child.life


def early_sign(teller: Teller) -> Life:
    """Two days away within a week, of a child who was never away before."""
    child = _Child(teller, "early-sign")
    child.mark(3, "I")
    child.mark(0, "O")
    return child.life


def sent_home_at_noon(teller: Teller) -> Life:
    """On leave every afternoon for a temporary part-time timetable of which the school has told nobody."""
    child = _Child(teller, "part-time-by-c2")
    child.life.marked.append(Marked(child.day(3), teller.terms.today, ("", "C2")))
    return child.life


def afternoons_away(teller: Teller) -> Life:
    """There in the morning and on leave in the afternoon, one day a week for six weeks, and no exclusion recorded."""
    child = _Child(teller, "afternoons-away")
    for before in _AWAY_WEEKLY:
        child.mark(before, "C", half=1)
    return child.life


def no_reason_found(teller: Teller) -> Life:
    """Absent for a day, and five school days later nobody has found out why."""
    child = _Child(teller, "no-reason-found")
    child.mark(5, "N")
    return child.life


STORIES = (
    Story("register-fifteen-days", "Fifteen school days missed in spells", _RATE, fifteen_days),
    Story("register-ill", "Fifteen school days of illness, no return", _RATE, fifteen_days_ill),
    Story("register-ten-days", "Ten school days running without leave", _RATE, ten_days_without_leave),
    Story(
        "register-twenty-days", "Twenty school days, whereabouts unknown", _RATE, twenty_days_without_leave
    ),
    Story("register-persistent", "A tenth of the year missed, day by day", _RATE, persistently_absent),
    Story("register-severe", "Half of the year missed", _RATE, severely_absent),
    Story("register-dip", "A dip in attendance", _RATE, dipping),
    Story("register-early-sign", "An early sign in attendance", _RATE, early_sign),
    Story("register-part-time", "Part time by the register, told to nobody", _RATE, sent_home_at_noon),
    Story("register-afternoons", "Sent home at noon week after week", _RATE, afternoons_away),
    Story("register-no-reason", "Absent, and nobody found out why", _RATE, no_reason_found),
)
