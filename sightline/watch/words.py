"""How findings say numbers and marks."""


def sessions(number: int) -> str:
    """A number of sessions, and of days where it is whole: “30 sessions (15 days)”."""
    noun = "session" if number == 1 else "sessions"
    days = number // 2
    if number % 2 or not number:
        return f"{number} {noun}"
    return f"{number} {noun} ({days} {'day' if days == 1 else 'days'})"
