"""Adds people who sign in, lists them, gives them roles, ends them.

sightline user add EMAIL --name NAME --role ROLE [--scope KIND:KEY] [--until DATE]
sightline user role EMAIL --role ROLE [--scope KIND:KEY] [--until DATE]
sightline user end EMAIL [--role ROLE]
sightline user password EMAIL
sightline user list [--json]

A password is asked for, or read from standard input with --password-stdin; nothing shows it.
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime, timedelta
from getpass import getpass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sightline.access import accounts
from sightline.access.accounts import AccountRefused
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import SCOPE_KEYS, Action, ScopeKind, roles
from sightline.access.viewer import Viewer, roles_in_force
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json, say
from sightline.cli.people import viewer_of
from sightline.domain.london import LONDON, end_of_day
from sightline.record.scopes import scope_is_there

EXAMPLE = "sightline user add lead@example.org --name 'A Lead' --role operational-lead --password-stdin"


def arguments(parser: ArgumentParser) -> None:
    """One word for what to do, then whom it is about."""
    what = parser.add_subparsers(dest="what", required=True, metavar="add|role|end|password|list")
    add = what.add_parser("add", help="add a person, with a role")
    role = what.add_parser("role", help="give a person one more role")
    end = what.add_parser("end", help="end one role, or without --role close the account")
    password = what.add_parser("password", help="set a new password")
    listing = what.add_parser("list", help="list everybody, with the roles in force")
    for one in (add, role, end, password):
        one.add_argument("email", metavar="EMAIL")
        one.add_argument(
            "--reason", default="Asked for on the command line.", help="why, for the audit trail"
        )
    add.add_argument("--name", required=True, help="the person's name")
    for one in (add, role):
        one.add_argument("--role", required=True, metavar="ROLE", help=", ".join(roles()))
        one.add_argument("--scope", default="", metavar="KIND:KEY", help=_scope_help())
        one.add_argument("--until", type=day, metavar="DATE", help="last day of a role for a limited time")
    end.add_argument("--role", metavar="ROLE", help="the role to end; without it the account is closed")
    for one in (add, password):
        one.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
    for one in (add, role, end, password, listing):
        add_account(one)
        add_json(one)


def run(options: Namespace) -> int:
    """Do it as an account that may manage accounts; say what was done."""
    viewer = viewer_of(options, Action.MANAGE_ACCOUNTS)
    if options.what == "list":
        return _list(options)
    if not options.reason.strip():
        raise Refused("say why, with --reason.")
    try:
        with transaction.atomic():
            account = {"add": _add, "role": _role, "end": _end, "password": _password}[options.what](
                viewer, options
            )
    except (AccountRefused, PermissionDenied) as refusal:
        raise Refused(str(refusal)) from refusal
    if options.json:
        print_json(_shown(account))
    else:
        say(_in_words(account))
    return DONE


def _add(viewer: Viewer, options: Namespace) -> Account:
    kind, key = _scope(options)
    account = accounts.add_account(
        viewer=viewer,
        email=options.email,
        name=options.name,
        password=_read_password(options),
        reason=options.reason,
    )
    _give(viewer, account, kind, key, options)
    return account


def _role(viewer: Viewer, options: Namespace) -> Account:
    kind, key = _scope(options)
    account = _account(options)
    _give(viewer, account, kind, key, options)
    return account


def _end(viewer: Viewer, options: Namespace) -> Account:
    account = _account(options)
    if options.role is None:
        accounts.deactivate(viewer=viewer, account=account, reason=options.reason)
        return account
    held = account.roles_held.filter(role=options.role, ended_by__isnull=True).first()
    if held is None:
        raise Refused("this account does not hold that role.")
    accounts.end_role(viewer=viewer, held=held, reason=options.reason)
    return account


def _password(viewer: Viewer, options: Namespace) -> Account:
    account = _account(options)
    accounts.set_password(
        viewer=viewer, account=account, password=_read_password(options), reason=options.reason
    )
    return account


def _list(options: Namespace) -> int:
    everybody = Account.objects.order_by("email").prefetch_related("roles_held")
    if options.json:
        print_json([_shown(account) for account in everybody])
        return DONE
    for account in everybody:
        print(_in_words(account))
    return DONE


def _give(viewer: Viewer, account: Account, kind: ScopeKind, key: str, options: Namespace) -> None:
    # The last day is a whole day: the role ends when it is over in London.
    ends_at = end_of_day(options.until) if options.until else None
    accounts.give_role(
        viewer=viewer,
        account=account,
        role=options.role,
        scope_kind=kind,
        scope_key=key,
        ends_at=ends_at,
        reason=options.reason,
    )


def _account(options: Namespace) -> Account:
    account = Account.objects.filter(email=options.email.lower()).first()
    if account is None:
        raise Refused("there is no account with this email address.")
    return account


def _scope(options: Namespace) -> tuple[ScopeKind, str]:
    """The scope asked for, else the only one that the role can have."""
    kind, _, key = options.scope.partition(":")
    role = roles().get(options.role)
    if not kind and role is not None and len(role.scopes) == 1:
        [kind] = role.scopes
    if kind not in set(ScopeKind):
        raise Refused(f"give a scope: --scope {_scope_help()}.")
    if key and not scope_is_there(ScopeKind(kind), key):
        raise Refused(f"the record holds nothing under this key. It should be {SCOPE_KEYS[ScopeKind(kind)]}.")
    return ScopeKind(kind), key


def _scope_help() -> str:
    return "; ".join(f"{kind}:KEY, {SCOPE_KEYS[kind]}" if kind in SCOPE_KEYS else kind for kind in ScopeKind)


def _read_password(options: Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused("there is no terminal to ask for the password on; use --password-stdin.")
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise Refused("the two passwords are not the same.")
    return password


def _shown(account: Account) -> dict[str, Any]:
    return {
        "email": account.email,
        "name": account.name,
        "active": account.is_active,
        "roles": [
            {"role": held.role, "scope": held.scope_kind, "key": held.scope_key, "ends_at": held.ends_at}
            for held in roles_in_force(account)
        ],
    }


def _in_words(account: Account) -> str:
    held = ", ".join(_role_in_words(held) for held in roles_in_force(account))
    standing = held or "no role" if account.is_active else "closed"
    return f"{account.name} <{account.email}>: {standing}"


def _role_in_words(held: RoleHeld) -> str:
    scope = f"{held.scope_kind} {held.scope_key}".strip()
    until = f", until {_last_day(held.ends_at)}" if held.ends_at else ""
    return f"{roles()[held.role].title} ({scope}{until})"


def _last_day(ends_at: datetime) -> str:
    """The last day on which a role is in force, in words; it may end at the midnight that begins the next."""
    last = (ends_at - timedelta(microseconds=1)).astimezone(LONDON)
    return f"{last.day} {last:%B %Y}"
