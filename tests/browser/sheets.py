"""Made-up sheets that the tests drop in, and how a sheet with headings of its own is mapped."""

from playwright.sync_api import Page

from tests.browser.staff import as_csv, follow

SCHOOL = "990004"

PLAIN = (
    "School",
    "Legal surname",
    "Legal forename",
    "Date of birth",
    "Start date",
    "Hours a week",
    "Reason",
    "Parent agreed",
    "Review date",
    "Full time by",
)


def part_time(*rows: tuple[str, ...]) -> bytes:
    """Part-time timetables under our own headings: school, surname, forename, born, since, hours; the rest alike."""
    alike = ("behaviour-plan", "yes", "30/11/2026", "04/01/2027")
    return as_csv(PLAIN, *((*row, *alike) for row in rows))


# A sheet whose headings no feed knows, as a school's own system prints suspensions.
OWN_HEADINGS = ("Where", "Learner", "Birth date of child", "What happened", "Off from", "Off until", "Tutor")
FEED = "Suspensions and exclusions"
MEANT = {
    "Where": "School",
    "Learner": "Name",
    "Birth date of child": "Date of birth",
    "What happened": "Type",
    "Off from": "First day",
    "Off until": "Last day",
    "Tutor": "Leave it aside",
}


def own_sheet(*rows: tuple[str, ...]) -> bytes:
    """The sheet with its own headings: school, learner, born, what, from, until, tutor."""
    return as_csv(OWN_HEADINGS, *rows)


def say_what_sheet_is(page: Page, sender: str) -> None:
    """Step 1 of the wizard: which feed it is, and who sent it."""
    page.get_by_label("Who sent it?").fill(sender)
    page.get_by_label(FEED, exact=True).check()
    follow(page.get_by_role("button", name="Go on to its columns"))


def choose_columns(page: Page, meant: dict[str, str]) -> None:
    """Step 2 of the wizard: which column stands under which heading; then see what would come of it."""
    for heading, column in meant.items():
        field = page.get_by_label(f"“{heading}” is", exact=True)
        chosen = field.locator("option").all_inner_texts()
        field.select_option(label=next(one for one in chosen if one.removesuffix(" (needed)") == column))
    follow(page.get_by_role("button", name="See what would come of it"))
