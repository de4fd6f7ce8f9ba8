"""People who sign in: adding them, giving and ending roles, closing the door behind them.

Every function writes through the one door, as somebody who may manage accounts, with a reason. Two rules stand
above the table of roles: nobody gives a role to themselves, and somebody can always manage accounts.
"""

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from sightline.access import clock
from sightline.access.door import Writing, writing
from sightline.access.models import Account, AccountEvent, Change, RoleHeld
from sightline.access.policy import SCOPE_KEYS, Action, ScopeKind, roles
from sightline.access.viewer import Viewer

OPERATOR = "operator@localhost"
OPERATOR_ROLES = ("data-officer", "administrator")

LONGEST_SCOPE_KEY = 100

_managing = partial(writing, action=Action.MANAGE_ACCOUNTS)


class AccountRefused(Exception):
    """What was asked is against the rules for accounts; nothing was changed. The message says which rule."""


def set_up_operator(*, name: str = "Operator") -> Account:
    """Make the first account, in whose name commands run, with the roles data officer and administrator.

    It has no password and cannot sign in. Nobody stands before it, so it is the actor of its own first change.
    Returns the account that is there when it was made already; raises AccountRefused on a database in which
    somebody else has written.
    """
    with transaction.atomic():
        if operator := Account.objects.filter(email=OPERATOR).first():
            return operator
        if Change.objects.exists():
            raise AccountRefused("Sightline was set up already, without an operator account.")
        operator = Account.objects.create_account(email=OPERATOR, name=name)
        moment = clock.now()
        first = Change.objects.create(
            actor=operator,
            role="administrator",
            action=Action.MANAGE_ACCOUNTS.value,
            reason="Sightline was set up.",
            received_at=moment,
            recorded_at=moment,
        )
        AccountEvent.objects.create(account=operator, kind=AccountEvent.Kind.ADDED, change=first)
        for role in OPERATOR_ROLES:
            RoleHeld.objects.create(
                account=operator,
                role=role,
                scope_kind=ScopeKind.AUTHORITY.value,
                granted_at=moment,
                granted_by=first,
            )
    return operator


def add_account(
    *, viewer: Viewer, email: str, name: str, password: str | None = None, reason: str
) -> Account:
    """Add a person who may sign in; without a password they cannot, until one is set.

    Raises AccountRefused for an address or name that is no such thing, an address that has an account, or a weak
    password; PermissionDenied unless `viewer` may manage accounts.
    """
    with _managing(viewer=viewer, reason=reason) as session:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise AccountRefused(
                "This is not an email address. It should look like name@example.org."
            ) from fault
        if not name.strip():
            raise AccountRefused("An account needs the person's name.")
        if Account.objects.filter(email=email.lower()).exists():
            raise AccountRefused("There is an account with this email address already.")
        if password is not None:
            _check_password(password, Account(email=email, name=name))
        account = Account.objects.create_account(email=email, name=name.strip(), password=password)
        _note(session, account, AccountEvent.Kind.ADDED)
    return account


def set_password(*, viewer: Viewer, account: Account, password: str, reason: str) -> None:
    """Give an account a new password; whoever is signed in with the old one is signed out.

    Raises AccountRefused for a weak password or an account that is closed.
    """
    with _managing(viewer=viewer, reason=reason) as session:
        _require_active(account)
        _check_password(password, account)
        account.set_password(password)
        account.save(update_fields=["password"])
        _note(session, account, AccountEvent.Kind.PASSWORD_SET)


def give_role(
    *,
    viewer: Viewer,
    account: Account,
    role: str,
    scope_kind: ScopeKind | str,
    scope_key: str = "",
    ends_at: datetime | None = None,
    reason: str,
) -> RoleHeld:
    """Give an account a role over a part of the authority, from now on; `ends_at` (aware) is the end of a limited one.

    `scope_key` names the part, or several with spaces between; what it names is for rooms further down to know.
    Raises AccountRefused when the role does not exist, cannot have this scope, needs an end, or is held already;
    when the scope lacks its key or has one too many; when the account is closed or the viewer's own.
    """
    with _managing(viewer=viewer, reason=reason) as session:
        _require_active(account)
        if account.pk == viewer.account.pk:
            raise AccountRefused("Nobody gives a role to themselves: ask somebody else who manages accounts.")
        scope_key = " ".join(scope_key.split())
        kind = _checked_scope(role, scope_kind, scope_key)
        moment = session.change.recorded_at
        if roles()[role].time_limited and ends_at is None:
            raise AccountRefused("This role is for a limited time and needs a day on which it ends.")
        if ends_at is not None and ends_at <= moment:
            raise AccountRefused("The day on which a role ends must be still to come.")
        for held in account.roles_held.filter(role=role, ended_by__isnull=True):
            if held.ends_at is None or held.ends_at > moment:
                raise AccountRefused(
                    "This account holds this role already. End it first to change its scope or end."
                )
            _end(session, held)
        return RoleHeld.objects.create(
            account=account,
            role=role,
            scope_kind=kind.value,
            scope_key=scope_key,
            granted_at=moment,
            granted_by=session.change,
            ends_at=ends_at,
        )


def end_role(*, viewer: Viewer, held: RoleHeld, reason: str) -> None:
    """End a role now. Raises AccountRefused when it has ended, or nobody could manage accounts without it."""
    with _managing(viewer=viewer, reason=reason) as session:
        if held.ended_by_id is not None:
            raise AccountRefused("This role has ended already.")
        _require_a_manager_without([held])
        _end(session, held)


def deactivate(*, viewer: Viewer, account: Account, reason: str) -> None:
    """Close an account for good: its roles end, and whoever is signed in with it is signed out at the next click.

    Nothing that it did is lost. Raises AccountRefused when it is closed, or nobody could manage accounts without it.
    """
    with _managing(viewer=viewer, reason=reason) as session:
        _require_active(account)
        unfinished = list(account.roles_held.filter(ended_by__isnull=True))
        _require_a_manager_without(unfinished)
        for held in unfinished:
            _end(session, held)
        account.is_active = False
        account.save(update_fields=["is_active"])
        _note(session, account, AccountEvent.Kind.DEACTIVATED)


def _note(session: Writing, account: Account, kind: AccountEvent.Kind) -> None:
    AccountEvent.objects.create(account=account, kind=kind, change=session.change)


def _end(session: Writing, held: RoleHeld) -> None:
    """Mark a role as ended by this change; a limit that ran out earlier stays the day on which it ended."""
    moment = session.change.recorded_at
    held.ends_at = min(held.ends_at, moment) if held.ends_at else moment
    held.ended_by = session.change
    held.save(update_fields=["ends_at", "ended_by"])


def _checked_scope(role: str, scope_kind: ScopeKind | str, scope_key: str) -> ScopeKind:
    if role not in roles():
        raise AccountRefused(f"There is no such role. The roles are: {', '.join(roles())}.")
    allowed = roles()[role].scopes
    if scope_kind not in allowed:
        raise AccountRefused(f"This role can have these scopes only: {', '.join(sorted(allowed))}.")
    kind = ScopeKind(scope_kind)
    if kind in SCOPE_KEYS and not scope_key:
        raise AccountRefused(f"The scope “{kind}” needs a key: {SCOPE_KEYS[kind]}.")
    if kind not in SCOPE_KEYS and scope_key:
        raise AccountRefused(f"The scope “{kind}” takes no key.")
    if len(scope_key) > LONGEST_SCOPE_KEY:
        raise AccountRefused("These are more keys than one role can hold.")
    return kind


def _check_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise AccountRefused(" ".join(fault.messages)) from fault


def _require_active(account: Account) -> None:
    if not account.is_active:
        raise AccountRefused("This account is closed.")


def _require_a_manager_without(ending: Collection[RoleHeld]) -> None:
    """Refuse to end these roles if nobody could manage accounts then."""
    managing = [slug for slug, role in roles().items() if Action.MANAGE_ACCOUNTS in role.actions]
    moment = clock.now()
    left = RoleHeld.objects.filter(role__in=managing, account__is_active=True, ended_by__isnull=True)
    left = left.exclude(pk__in=[held.pk for held in ending]).exclude(ends_at__lte=moment)
    if not left.exists():
        raise AccountRefused(
            "Somebody must be able to manage accounts: give the role to somebody else first."
        )
