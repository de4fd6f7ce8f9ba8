"""Contracts as documents: for `sightline feeds --json` and for the reference pages."""

from pathlib import Path
from typing import Any

from sightline.domain.codes import code_sets
from sightline.intake.contract import Column, Feed, OwedBy
from sightline.intake.registry import feeds

_SPLIT_BY = {"school": "each school in it", "provider": "each provider in it", "sender": "its sender"}


def as_document(feed: Feed) -> dict[str, Any]:
    """A contract as plain values."""
    return {
        "name": feed.name,
        "title": feed.title,
        "meaning": feed.meaning,
        "owed_by": feed.owed_by.value,
        "complete_for": _SPLIT_BY.get(feed.complete_for, ""),
        "columns": [_column(column) for column in feed.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "heading": column.heading,
        "type": column.kind.value,
        "required": column.required,
        "synonyms": list(column.synonyms),
        "meaning": column.meaning,
        "values": list(column.choices),
        "code_set": column.code_set,
        "field_class": column.field_class.value if column.field_class else "",
    }


def reference_page(feed: Feed) -> str:
    """The reference page of a feed in Markdown, made from its contract alone."""
    lines = [
        f"# {feed.name}: {feed.title}",
        "",
        feed.meaning,
        "",
        f"Sent by {feed.owed_by.value}. {_sender(feed)}",
    ]
    if feed.complete_for:
        lines.append(f"A file is complete for {_SPLIT_BY[feed.complete_for]}.")
    lines += ["", "| column | what stands in it | type | also found as |", "|---|---|---|---|"]
    lines += [_row(column) for column in feed.columns]
    lines += ["", *_values(feed)]
    return "\n".join(lines).rstrip() + "\n"


def _sender(feed: Feed) -> str:
    if feed.shows_sender:
        return (
            f"Without a name given, a file whose rows name one {feed.shows_sender} is that {feed.shows_sender}'s, "
            "and any other is the authority's own collection."
        )
    if feed.owed_by is OwedBy.REGISTER:
        return "Published for everybody."
    return "Without a name given, a file is the authority's own collection."


def _row(column: Column) -> str:
    heading = f"**{column.heading}** (required)" if column.required else column.heading
    return f"| {heading} | {column.meaning} | {column.kind.value} | {', '.join(column.synonyms)} |"


def _values(feed: Feed) -> list[str]:
    """What may stand in columns of choices and codes; columns that take the same are named together."""
    listed: dict[str, list[str]] = {}
    for column in feed.columns:
        if column.choices:
            values = ", ".join(f"`{value}`" for value in column.choices)
            listed.setdefault(f"takes {values}.", []).append(column.heading)
        if column.code_set in code_sets():
            words = f"takes the codes of the set `{column.code_set}`; others are kept with a warning."
            listed.setdefault(words, []).append(column.heading)
    return [line for words, headings in listed.items() for line in (f"{', '.join(headings)} {words}", "")]


def write_reference(folder: Path) -> None:
    """Write the reference page of every feed into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for feed in feeds().values():
        (folder / f"{feed.name}.md").write_text(reference_page(feed), encoding="utf-8")
