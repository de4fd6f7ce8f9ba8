"""Every feed there is: each file of the folder `feeds` holds one contract, called FEED."""

import importlib
import pkgutil
from functools import cache

from sightline.intake.contract import Feed

_FEEDS = "sightline.intake.feeds"


class NoSuchFeed(LookupError):
    """There is no feed of the name given."""


@cache
def feeds() -> dict[str, Feed]:
    """Every feed by its name, in alphabetical order."""
    package = importlib.import_module(_FEEDS)
    modules = (
        importlib.import_module(f"{_FEEDS}.{item.name}") for item in pkgutil.iter_modules(package.__path__)
    )
    found = {module.FEED.name: module.FEED for module in modules}
    return dict(sorted(found.items()))


def feed_called(name: str) -> Feed:
    """The feed called `name`; NoSuchFeed, naming those that there are, otherwise."""
    found = feeds().get(name)
    if found is None:
        raise NoSuchFeed(f"There is no feed of that name. The feeds are: {', '.join(feeds())}.")
    return found
