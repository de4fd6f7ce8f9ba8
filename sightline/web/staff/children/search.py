"""What somebody looks for by name stays out of addresses, and so out of logs and histories: it is kept in the session.

The address holds a token that means nothing to anybody else.
"""

import secrets

from django.contrib.sessions.backends.base import SessionBase

_KEY = "searches"
_KEPT = 10


def keep_search(session: SessionBase, text: str) -> str:
    """Keep what is looked for, and return its token for the address. The last ten are kept."""
    token = secrets.token_urlsafe(6)
    kept = session.get(_KEY, [])
    session[_KEY] = [*kept, [token, text]][-_KEPT:]
    return token


def kept_search(session: SessionBase, token: str) -> str:
    """What a token of this session stands for; empty for one that has been forgotten or was never ours."""
    kept: dict[str, str] = dict(session.get(_KEY, []))
    return kept.get(token, "")
