"""Signing in, seeing as a made-up person in the demonstration, choosing a role, changing a password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from sightline.access.models import Account
from sightline.access.policy import roles
from sightline.web.account.forms import ChangePasswordForm, SignInForm
from sightline.web.shared.demonstration import may_see_as
from sightline.web.shared.people import Person, RoleShown, people_to_see_as, who_opens_the_demonstration
from sightline.web.shared.viewing import ROLE_KEY, roles_of, viewer


class SignIn(LoginView):
    """Sign in with email address and password; in the demonstration, also by one click as a made-up person."""

    template_name = "account/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; but whoever comes to the first page of the demonstration finds it open, signed in already."""
        if request.GET.get("next") == resolve_url(settings.LOGIN_REDIRECT_URL) and may_see_as():
            person = who_opens_the_demonstration()
            if person is not None:
                return _signed_in_as(request, person, "")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the people of the demonstration, where there is one."""
        context = super().get_context_data(**kwargs)
        return context | {"people": people_to_see_as() if may_see_as() else []}


@login_not_required
@require_POST
def see_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people without a password; anywhere else there is no such page."""
    if not may_see_as():
        raise Http404
    chosen = request.POST.get("account", "")
    person = next((item for item in people_to_see_as() if str(item.account) == chosen), None)
    if person is None:
        raise Http404
    return _signed_in_as(request, person, request.POST.get("next", ""))


def _signed_in_as(request: HttpRequest, person: Person, onward: str) -> HttpResponse:
    """Sign in as one of the demonstration's people, and go on to an address of ours; the first page for any other."""
    account = Account.objects.get(pk=person.account)
    # What a stranger's session holds is what was kept for whoever signs in (web/shared/kept_forms.py).
    if request.user.is_authenticated:
        request.session.flush()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = resolve_url(settings.LOGIN_REDIRECT_URL)
    return redirect(onward)


@require_GET
def your_account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, in which role, and what they can change."""
    held = [RoleShown.of(item) for item in roles_of(request)]
    looking_in = viewer(request).role.slug if held else ""
    return render(request, "account/your_account.html", {"roles": held, "looking_in": looking_in})


@require_POST
def choose_role(request: HttpRequest) -> HttpResponse:
    """Look in another of the roles held; PermissionDenied for a role that is not held."""
    chosen = request.POST.get("role", "")
    if chosen not in {held.role for held in roles_of(request)}:
        raise PermissionDenied("You do not hold this role.")
    request.session[ROLE_KEY] = chosen
    messages.success(request, f"You are now looking as: {roles()[chosen].title}.")
    return redirect("account:your-account")


class ChangePassword(PasswordChangeView):
    """Change the password of the person signed in."""

    template_name = "account/password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("account:your-account")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password and say so."""
        response = super().form_valid(form)
        messages.success(self.request, "Your password has been changed.")
        return response
