"""Special educational needs as schools tell of them: support or a plan, one ending the other."""

from collections.abc import Iterator

from sightline.intake.publishing.saying import NoLonger, Observed, Said
from sightline.record.drafts import draft
from sightline.record.models import Circumstance

_SUPPORT, _PLAN = Circumstance.Kind.SEN_SUPPORT.value, Circumstance.Kind.EHC_PLAN.value
# What each code of the school census says of today. The codes of before 2018 (S, A, P) say nothing of it.
_NONE, _WITH_SUPPORT, _WITH_PLAN = "N", "K", "E"


def special_needs(provision: str | None, need: str, plan_authority: str = "") -> Iterator[Said]:
    """What a code for special educational needs provision says: N none, K support, E a plan; another says nothing.

    `need` is the code of the primary type of need and `plan_authority` that of the authority that maintains the plan,
    both empty where not known.
    """
    if provision not in (_NONE, _WITH_SUPPORT, _WITH_PLAN):
        return
    if provision == _WITH_SUPPORT:
        yield Observed(draft(Circumstance, kind=_SUPPORT, primary_need=need), same_by=("kind",))
    else:
        yield NoLonger(Circumstance, {"kind": _SUPPORT})
    if provision == _WITH_PLAN:
        plan = draft(Circumstance, kind=_PLAN, primary_need=need, authority_code=plan_authority)
        yield Observed(plan, same_by=("kind",))
    else:
        yield NoLonger(Circumstance, {"kind": _PLAN})
