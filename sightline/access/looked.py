"""Until when a person has seen what changed: said by the person, and only ever moved on."""

from datetime import datetime

from sightline.access import clock
from sightline.access.door import writing
from sightline.access.models import Account
from sightline.access.policy import Action
from sightline.access.viewer import Viewer


def has_seen(viewer: Viewer, until: datetime) -> None:
    """Note that whoever looks has seen what changed up to `until` (aware), the moment that the page spoke of.

    What came in since then is still to be seen. A moment still to come counts as now, and one before the last leaves
    that as it is. Raises PermissionDenied for a viewer who may not see children.
    """
    with writing(viewer=viewer, action=Action.SEE_CHILDREN, reason="Has seen what changed on the list."):
        account = Account.objects.select_for_update().get(pk=viewer.account.pk)
        moment = min(until, clock.now())
        if account.last_looked_at is None or account.last_looked_at < moment:
            account.last_looked_at = moment
            account.save(update_fields=["last_looked_at"])
