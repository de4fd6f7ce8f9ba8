"""Every component in every state: known, none, not known, long names, no rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from jinja2.exceptions import UndefinedError
from lxml import html

from sightline.domain.known import Known, NotKnown
from sightline.web.jinja import environment
from sightline.web.shared.lists import Chip, Paging
from sightline.web.shared.pictures.hours import WeekOfHours
from sightline.web.shared.pictures.periods import PeriodBar, PeriodGroup

from .markup import check_markup, words

Component = Callable[..., str]
TODAY = date(2026, 11, 23)
LONG_NAME = "St Werburgh’s & All Saints <Church of England> Voluntary Aided High School for Boys and Girls"
STATES = [NotKnown(), Known(Decimal(0)), Known(Decimal("7.5")), Known(Decimal(30))]


def weeks(count: int, *, closed: int | None = None) -> list[WeekOfHours]:
    return [
        WeekOfHours(
            date(2026, 9, 7) + timedelta(weeks=place),
            STATES[place % 4],
            STATES[place // 4 % 4],
            STATES[place // 2 % 4],
            Decimal(0 if place == closed else 25),
        )
        for place in range(count)
    ]


@pytest.mark.parametrize("count", [1, 5, 12, 39])
def test_hours_picture_has_its_table_beside_it(component: Component, count: int) -> None:
    tree = check_markup(
        component("hours_picture.svg.html", "hours_picture", weeks(count, closed=3), "h", "Hours this term")
    )
    [picture] = tree.xpath("//svg[@role='img']")
    assert words(picture.xpath("./title")[0]) == "Hours this term"
    assert words(picture.xpath("./desc")[0]).startswith(f"{count} week")
    assert len(tree.xpath("//tbody/tr")) == count
    assert words(tree.xpath("//caption")[0]).startswith("Hours this term")


def test_hours_table_tells_known_none_not_known_and_closed_apart(component: Component) -> None:
    [first, second] = [
        WeekOfHours(date(2026, 11, 9), Known(Decimal(8)), Known(Decimal(0)), NotKnown(), Decimal(25)),
        WeekOfHours(date(2026, 11, 16), NotKnown(), NotKnown(), NotKnown(), Decimal(0)),
    ]
    tree = check_markup(component("hours_picture.svg.html", "hours_table", [first, second], "Hours"))
    rows = [[words(cell) for cell in row.xpath("./th | ./td")] for row in tree.xpath("//tbody/tr")]
    assert rows == [
        ["16 November 2026", "schools closed all week"],
        ["9 November 2026", "8", "none", "not known", "25"],
    ]


def test_two_hours_pictures_on_one_page_do_not_share_their_patterns(component: Component) -> None:
    both = "".join(
        component("hours_picture.svg.html", "hours_picture", weeks(4), name, "Hours") for name in ("a", "b")
    )
    check_markup(f"<div>{both}</div>")


def test_hours_picture_without_weeks_says_so(component: Component) -> None:
    tree = check_markup(component("hours_picture.svg.html", "hours_picture", [], "h", "Hours"))
    assert "No week is on record." in words(tree)
    assert not tree.xpath("//svg")


@pytest.mark.parametrize("planned", STATES)
@pytest.mark.parametrize("offered", STATES)
@pytest.mark.parametrize("attended", STATES)
def test_hours_bar(component: Component, planned: object, offered: object, attended: object) -> None:
    tree = check_markup(component("hours_bar.html", "hours_bar", planned, offered, attended, Decimal(25)))
    said = {0: "not known", 1: "none", 2: "7.5", 3: "30"}[STATES.index(offered)]
    assert words(tree) == f"{said} of 25"
    [picture] = tree.xpath("//svg")
    assert picture.get("aria-label").startswith("Planned ")
    hatched = [value for value in (planned, offered, attended) if isinstance(value, NotKnown)]
    assert bool(picture.xpath("./path[@class='sightline-bar__hatch']")) == bool(hatched)


def test_hours_bar_key_names_every_shape(component: Component) -> None:
    tree = check_markup(component("hours_bar.html", "hours_bar_key"))
    assert [words(item) for item in tree.xpath("//li")] == [
        *("Planned", "Offered", "Attended", "Not known", "Full time for the child"),
    ]


def test_period_timeline_has_its_table_with_whole_names(component: Component) -> None:
    groups = [
        PeriodGroup(
            "On the roll of",
            (
                PeriodBar(LONG_NAME, "main", date(2021, 9, 3), date(2025, 3, 12), "school roll"),
                PeriodBar("No school’s roll", "gap", date(2025, 3, 12), None, "education welfare"),
                PeriodBar("Harbour Unit", "other", None, None, "provider roll"),
            ),
        ),
        PeriodGroup("Education from", ()),
    ]
    tree = check_markup(component("period_timeline.svg.html", "period_timeline", groups, TODAY, "p", "Rolls"))
    rows = [[words(cell) for cell in row.xpath("./th | ./td")] for row in tree.xpath("//tbody/tr")]
    assert rows == [
        [LONG_NAME, "main registration", "3 September 2021", "11 March 2025", "school roll"],
        ["No school’s roll", "gap", "12 March 2025", "still so", "education welfare"],
        ["Harbour Unit", "second registration", "not known", "still so", "provider roll"],
    ]
    [picture] = tree.xpath("//svg[@role='img']")
    assert words(picture.xpath("./desc")[0]).startswith("On the roll of: 3 periods.")


@pytest.mark.parametrize("groups", [[], [PeriodGroup("On the roll of", ())]])
def test_period_timeline_without_periods_says_so(component: Component, groups: list[PeriodGroup]) -> None:
    tree = check_markup(component("period_timeline.svg.html", "period_timeline", groups, TODAY, "p", "Rolls"))
    assert "No period is on record." in words(tree)
    assert not tree.xpath("//svg")


def test_identity_bar(component: Component) -> None:
    tree = check_markup(
        component(
            "identity_bar.html",
            "identity_bar",
            "Aoife <Marchetti>",
            [("Date of birth", Known(date(2012, 3, 4))), ("UPN", NotKnown()), ("Year", "Year 10")],
            ["Eve Marchetti", "Aoife Osei"],
            ["Looked after"],
        )
    )
    assert [words(one) for one in tree.xpath("//h1")] == ["Aoife <Marchetti>"]
    assert [words(one) for one in tree.xpath("//dd")] == ["4 March 2012", "not known", "Year 10"]
    assert "Also known as Eve Marchetti and Aoife Osei" in words(tree)
    assert [words(one) for one in tree.xpath("//li")] == ["Looked after"]


def test_identity_bar_of_a_child_with_one_name_and_no_flags(component: Component) -> None:
    tree = check_markup(component("identity_bar.html", "identity_bar", "Aoife", [("UPN", NotKnown())]))
    assert "Also known as" not in words(tree)
    assert not tree.xpath("//li")


@pytest.mark.parametrize(
    ("standing", "said"),
    [("on", "On the list"), ("to be checked", "To be checked"), ("off", "Not on the list")],
)
def test_standing_has_a_word_and_a_shape(component: Component, standing: str, said: str) -> None:
    tree = check_markup(component("standing.html", "standing_tag", standing))
    assert words(tree) == said


def test_standings_differ_without_colour(component: Component) -> None:
    shapes = set()
    for standing in ("on", "to be checked", "off"):
        [picture] = check_markup(component("standing.html", "standing_tag", standing)).xpath("//svg")
        shapes.add(tuple((part.tag, part.get("class")) for part in picture))
    assert len(shapes) == 3


@dataclass
class Event:
    title: str
    day: date
    by: str
    body: str = ""


def test_story(component: Component) -> None:
    events = [
        Event("Hours went from 5 to 8 a week", date(2026, 9, 28), "Harbour Unit", "As <planned>."),
        Event("Placed", date(2026, 9, 7), "Behaviour support"),
    ]
    tree = check_markup(component("story.html", "story", events))
    assert [words(one) for one in tree.xpath("//h3")] == ["Hours went from 5 to 8 a week", "Placed"]
    assert tree.xpath("//time/@datetime") == ["2026-09-28", "2026-09-07"]
    assert [words(one) for one in tree.xpath("//*[@class='moj-timeline__description']")] == ["As <planned>."]


def test_story_without_events_says_so(component: Component) -> None:
    assert "Nothing is on record yet." in component("story.html", "story", [])


def test_sub_navigation_marks_where_the_reader_is(component: Component) -> None:
    items = [{"text": "Hours", "href": "/a", "current": True}, {"text": "Story", "href": "/b"}]
    tree = check_markup(component("sub_navigation.html", "sub_navigation", items, "Sections of the record"))
    assert [words(one) for one in tree.xpath("//a[@aria-current='page']")] == ["Hours"]
    assert len(tree.xpath("//a")) == 2


@pytest.mark.parametrize(
    ("paging", "said", "links"),
    [
        (Paging(1, 50, 0, "/c/"), "Nothing to show", []),
        (Paging(1, 50, 50, "/c/"), "Showing 1 to 50 of 50", []),
        (Paging(1, 50, 51, "/c/"), "Showing 1 to 50 of 51", ["1", "2", "Next page"]),
        (
            Paging(3, 50, 1043, "/c/"),
            "Showing 101 to 150 of 1,043",
            ["Previous page", "1", "2", "3", "4", "21", "Next page"],
        ),
        (Paging(99, 50, 1043, "/c/"), "Showing 1,001 to 1,043 of 1,043", ["Previous page", "1", "20", "21"]),
    ],
)
def test_pagination(component: Component, paging: Paging, said: str, links: list[str]) -> None:
    tree = check_markup(component("pagination.html", "pagination", paging, "Children"))
    assert words(tree.xpath("//p")[0]) == said
    assert [words(link) for link in tree.xpath("//a")] == links


def test_pages_keep_the_filters() -> None:
    paging = Paging(2, 50, 1043, "/c/", (("team", "harbour & quay"), ("page", "2")))
    assert paging.href(3) == "/c/?team=harbour+%26+quay&page=3"
    assert paging.offset == 50


def test_figures_show_what_is_not_known_as_such(component: Component) -> None:
    items = [
        {"figure": Known(1043), "words": "children", "href": "/a"},
        {"figure": Known(0), "words": "reviews overdue", "href": "/b"},
        {"figure": NotKnown(), "words": "hours in the middle", "href": "/c"},
    ]
    tree = check_markup(component("figures.html", "figures", items, "Your team"))
    assert [words(link) for link in tree.xpath("//a")] == [
        *("1,043 children", "none reviews overdue", "not known hours in the middle"),
    ]


def test_summary_sentence() -> None:
    page = environment_of_the_pages().from_string(
        '{% from "components/summary_sentence.html" import summary_sentence %}'
        "{% call summary_sentence() %}Off site for {{ hours | hours_words(25) }}.{% endcall %}"
    )
    assert words(check_markup(page.render(hours=NotKnown()))) == (
        "Off site for hours not known, full time is 25 hours a week."
    )


def filter_panel(chips: list[Chip]) -> html.HtmlElement:
    page = environment_of_the_pages().from_string(
        '{% from "components/filter_panel.html" import filter_panel %}'
        '<div>{% call filter_panel("/c/", chips, "/c/") %}<label>Team <input name="team"></label>{% endcall %}</div>'
    )
    return check_markup(page.render(chips=chips))


def environment_of_the_pages() -> object:
    from django.template import engines

    return engines["jinja2"].env


def test_filter_panel_shows_what_is_chosen_and_how_to_take_it_back() -> None:
    tree = filter_panel([Chip("Team", "Harbour <&>", "/c/?h=1"), Chip("Hours", "Not known", "/c/?h=2")])
    assert [words(link) for link in tree.xpath("//a")] == [
        *("Clear all", "Remove this filter: Not known", "Remove this filter: Harbour <&>"),
    ]
    assert tree.xpath("//form/@method") == ["get"]
    assert tree.xpath("//form//input/@name") == ["team"]


def test_filter_panel_with_nothing_chosen_has_nothing_to_clear() -> None:
    assert not filter_panel([]).xpath("//a")


def test_back_link_stands_in_a_landmark(component: Component) -> None:
    tree = check_markup(component("back_link.html", "back_link", "Children", "/c/"))
    assert words(tree.xpath("//nav/a")[0]) == "Children"


def test_a_misspelt_name_in_a_page_of_ours_raises_instead_of_showing_a_blank() -> None:
    made = environment(loader=environment_of_the_pages().loader)
    for text in (
        "{{ misspelt }}",
        "{{ child.hours }}",
        "{% for x in misspelt %}{% endfor %}",
        "{{ misspelt|length }}",
    ):
        with pytest.raises(UndefinedError):
            made.from_string(text).render(child=object())


def test_an_option_that_a_macro_was_not_given_is_nothing() -> None:
    made = environment(loader=environment_of_the_pages().loader)
    page = made.from_string("[{{ o.a }}{{ o.a.b }}{{ o.a | length }}{% for x in o.a %}x{% endfor %}]")
    assert page.render(o={}) == "[0]"
