"""A part of a page that is drawn once stands ready for those who ask for the same, and for nobody else."""

from jinja2 import DictLoader

from sightline.web.jinja import environment

PART = "{% once title, taken %}{{ draw(title) }}{% endonce %}"


def drawn_by(
    source: str, asked: list[dict[str, object]], *, reload: bool = False
) -> tuple[list[str], list[str]]:
    """What each page says, and the titles that were drawn for them."""
    titles: list[str] = []
    made = environment(loader=DictLoader({"page.html": source}), auto_reload=reload)
    made.globals["draw"] = lambda title: titles.append(title) or f"<{title}>"
    return [made.get_template("page.html").render(**one) for one in asked], titles


def test_the_same_part_is_not_drawn_again() -> None:
    """Two pages that ask for the same read the same, escaped, and it is drawn for the first alone."""
    pages, titles = drawn_by(PART, [{"title": "Year", "taken": ("7",)}] * 2)
    assert pages == ["&lt;Year&gt;"] * 2
    assert titles == ["Year"]


def test_another_choice_is_another_part() -> None:
    """Whatever the part is made of tells it from others; so does where it stands."""
    _, titles = drawn_by(PART, [{"title": "Year", "taken": ("7",)}, {"title": "Year", "taken": ()}])
    assert titles == ["Year", "Year"]
    _, titles = drawn_by(f"{PART}\n{PART}", [{"title": "Year", "taken": ()}] * 2)
    assert titles == ["Year", "Year"]


def test_templates_that_are_read_anew_are_drawn_anew() -> None:
    """Whoever writes a template sees what it says now."""
    _, titles = drawn_by(PART, [{"title": "Year", "taken": ()}] * 2, reload=True)
    assert titles == ["Year", "Year"]
