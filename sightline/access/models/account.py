"""People who sign in, and the roles they hold."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from sightline.access import clock


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an account without a password cannot sign in with one."""

    def create_account(self, *, email: str, name: str, password: str | None = None) -> "Account":
        """Add a person who may sign in; ValueError without an email address."""
        if not email:
            raise ValueError("an account needs an email address")
        account = self.model(email=self.normalize_email(email).lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find an account by email address, whatever its capitals."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """One person (or the operator's command line) who reads or writes."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    # When the person last said to have seen what changed; empty before the first time.
    last_looked_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = AccountManager()

    def __str__(self) -> str:
        return self.name


class AccountEvent(models.Model):
    """That an account was added, deactivated or given a new password, and by which change; append-only.

    Who gave and who ended a role stands on the role held.
    """

    class Kind(models.TextChoices):
        """What was done to the account."""

        ADDED = "added", "added"
        PASSWORD_SET = "password set", "given a new password"  # noqa: S105 (a kind of event, not a password)
        DEACTIVATED = "deactivated", "deactivated"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    change = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"account {self.account_id} {self.kind}"


class RoleHeld(models.Model):
    """A role that an account holds, and the part of the authority it covers; ended, never deleted.

    In force from `granted_at` up to, and not including, `ends_at`; without one, until somebody ends it.
    `ended_by` is empty while nobody has, also when a limit of time has run out by itself.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="roles_held")
    role = models.SlugField(max_length=40)
    scope_kind = models.SlugField(max_length=20)
    scope_key = models.CharField(max_length=100, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)
    ends_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("access.Change", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            # A person looks in one role at a time and chooses it by its name, so a role is held once.
            models.UniqueConstraint(
                fields=["account", "role"], condition=models.Q(ended_by__isnull=True), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by__isnull=True) | models.Q(ends_at__isnull=False),
                name="role_ended_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.scope_kind} {self.scope_key})".strip()
