"""The reference page of roles says what the program goes by, and the periods of retention are well-formed."""

from pathlib import Path

import pytest

from sightline.access.policy import Action, FieldClass, ScopeKind, roles
from sightline.access.reference import ACTION_WORDS, CLASS_MEANINGS, CLASS_WORDS, SCOPE_WORDS, roles_page
from sightline.access.retention import CountedFrom, RetentionClass, retention_classes

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "roles.md"

each_retention = pytest.mark.parametrize(
    "kept", list(retention_classes().values()), ids=list(retention_classes())
)


def test_the_committed_page_is_the_one_that_the_table_makes() -> None:
    remake = 'python -c "from sightline.access.reference import roles_page; print(roles_page(), end=str())"'
    assert PAGE.read_text(encoding="utf-8") == roles_page(), (
        f"made anew by: {remake} > docs/reference/roles.md"
    )


def test_every_role_class_action_and_scope_is_put_into_words() -> None:
    page = roles_page()
    assert all(f"`{role.slug}`" in page and role.title in page for role in roles().values())
    assert set(CLASS_WORDS) == set(CLASS_MEANINGS) == set(FieldClass)
    assert set(ACTION_WORDS) == set(Action)
    assert set(SCOPE_WORDS) == set(ScopeKind)


@each_retention
def test_a_period_has_years_exactly_when_something_is_counted(kept: RetentionClass) -> None:
    counted = kept.counted_from in {CountedFrom.DATE_OF_BIRTH, CountedFrom.EVENT}
    assert (kept.years is not None) == counted


@each_retention
def test_every_period_says_where_it_comes_from_and_how_sure_that_is(kept: RetentionClass) -> None:
    assert kept.source
    assert kept.confidence in {"high", "medium", "low"}


def test_a_register_entry_is_kept_six_years() -> None:
    """School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208)."""
    register = retention_classes()["attendance-register"]
    assert (register.counted_from, register.years, register.confidence) == (CountedFrom.EVENT, 6, "high")
