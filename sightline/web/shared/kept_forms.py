"""What somebody typed is kept when a form cannot be taken: they had been signed out, or the page had grown stale.

A form that is to be kept carries a ticket (`TICKET`), signed when the form was shown, which says for which account and
which address it is. When such a form is sent by nobody who is signed in, or without a valid token against forgery, what
was typed goes into the session, on the server, and comes back on the same address for the same account, within a day.
It is never in an address and never in a log; a file is not kept, and has to be chosen again.

Without the ticket a stranger could have us keep things, and whoever signs in next on a shared computer would be shown
what somebody else had typed.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.csrf import csrf_failure

from sightline.web.shared.viewing import signed_in

TICKET = "kept_for"
"""The name of the hidden field with the ticket."""

KEPT_FOR = timedelta(days=1)
"""How long what was typed is kept, and how old a form may be that is kept at all."""

_KEY = "kept_forms"
_SALT = "sightline.kept-forms"
_MOST_FORMS = 5
_LONGEST = 100_000
_NOT_TYPED = frozenset({TICKET, "csrfmiddlewaretoken"})

Typed = dict[str, list[str]]


def ticket_for(request: HttpRequest) -> str:
    """The ticket for a form on this page, for the account that is signed in."""
    account = signed_in(request)
    return signing.dumps([account.pk if account else None, request.path], salt=_SALT)


def keep(request: HttpRequest) -> bool:
    """Keep what was typed into the form of this request; whether it could be kept.

    It cannot without a ticket for this address that is less than a day old, nor when somebody else is signed in by now.
    """
    if request.method != "POST":
        return False
    try:
        account, path = signing.loads(request.POST.get(TICKET, ""), salt=_SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return False
    here = signed_in(request)
    typed = {name: values for name, values in request.POST.lists() if name not in _NOT_TYPED}
    size = sum(len(text) for values in typed.values() for text in values)
    if path != request.path or size > _LONGEST or (here is not None and here.pk != account):
        return False
    # Signed once more, so that its age is known when it is asked for.
    sealed = signing.dumps([account, path, typed], salt=_SALT, compress=True)
    kept = [one for one in request.session.get(_KEY, []) if one[0] != path]
    request.session[_KEY] = [*kept, [path, sealed]][-_MOST_FORMS:]
    return True


def take_back(request: HttpRequest) -> Typed | None:
    """What was typed on this address and not sent, for whoever is signed in now; None for nothing. It is given once."""
    kept: dict[str, str] = dict(request.session.get(_KEY, []))
    sealed = kept.pop(request.path, None)
    if sealed is None:
        return None
    request.session[_KEY] = list(map(list, kept.items()))
    try:
        account, path, typed = signing.loads(sealed, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    here = signed_in(request)
    if here is None or here.pk != account or path != request.path:
        return None
    return dict(typed)


class KeepingLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Asks strangers to sign in, and keeps what they typed if they were signed in when they began."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Keep the form of this request where it may be kept, then ask to sign in."""
        keep(request)
        return super().handle_no_permission(request, view_func)


def not_sent(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token against forgery: with the form again where it can be kept, else refused."""
    if keep(request):
        if signed_in(request) is not None:
            messages.info(request, "Your form was not sent, because the page had been open for long.")
        return redirect(request.get_full_path())
    refused: Any = csrf_failure(request, reason)
    return refused  # type: ignore[no-any-return]
