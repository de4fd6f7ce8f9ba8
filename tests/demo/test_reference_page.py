"""The reference page of the stories says what is planted."""

from pathlib import Path

from sightline.demo.reference import stories_grouped, stories_page
from sightline.demo.stories.telling import STORIES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "demo-stories.md"


def test_the_committed_page_is_the_one_that_the_stories_make() -> None:
    remake = 'python -c "from sightline.demo.reference import stories_page; print(stories_page(), end=str())"'
    assert PAGE.read_text(encoding="utf-8") == stories_page(), (
        f"made anew by: {remake} > docs/reference/demo-stories.md"
    )


def test_every_story_has_its_place_on_the_page() -> None:
    assert stories_grouped() == {story.slug for story in STORIES}
