"""Who may read the links."""

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.matching.queries import links_held


@pytest.mark.parametrize(
    ("role", "scope_kind", "scope_key"),
    [("key-worker", "locality", "north"), ("school", "school", "990001"), ("member", "figures", "")],
)
def test_only_who_may_see_every_child_of_the_authority(arrivals, role, scope_kind, scope_key):
    account = Account.objects.create_account(email=f"{role}@example.test", name=role)
    RoleHeld.objects.create(
        account=account, role=role, scope_kind=scope_kind, scope_key=scope_key, granted_at=account.created_at
    )

    with pytest.raises(PermissionDenied):
        links_held(viewer_for(account))


def test_links_as_they_are_now(arrivals):
    school = arrivals.one("school/school-roll", "1")
    arrivals.one("provider/provider-roll", "A", date_of_birth=None)

    first, second = links_held(arrivals.viewer)

    assert (first.source, first.source_id, first.feed) == ("school", "1", "school-roll")
    assert first.child.endswith(str(arrivals.child(school)))
    assert second.maybe_same_as == (first.child,)
