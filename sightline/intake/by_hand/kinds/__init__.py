"""Every kind of fact that can be told by hand, one module a subject."""

from sightline.intake.by_hand.kinds.document import DOCUMENT
from sightline.intake.by_hand.kinds.following import FOLLOWING
from sightline.intake.by_hand.kinds.home import HOME
from sightline.intake.by_hand.kinds.identity import IDENTITY
from sightline.intake.by_hand.kinds.learning import LEARNING
from sightline.intake.by_hand.kinds.needs import NEEDS
from sightline.intake.by_hand.kinds.places import PLACES
from sightline.intake.by_hand.kinds.week import WEEK
from sightline.intake.by_hand.shapes import ToldKind
from sightline.record.models import Fact

KINDS: dict[str, ToldKind] = {
    kind.slug: kind for kind in (*WEEK, *PLACES, *NEEDS, *HOME, *LEARNING, *FOLLOWING, IDENTITY)
}


def kind_of(fact: Fact) -> ToldKind:
    """The kind that a fact of the record is of. LookupError for one that no kind describes."""
    for kind in (*KINDS.values(), DOCUMENT):
        if kind.model is type(fact) and all(
            getattr(fact, name) == value for name, value in kind.fixed.items()
        ):
            return kind
    raise LookupError(f"no kind describes a {fact._meta.verbose_name}")
