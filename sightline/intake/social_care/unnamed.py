"""Children whom social care sends without a name: who of them can be worked with, and who cannot."""

from datetime import date

from sightline.domain.school_age import compulsory_school_age
from sightline.intake.contract import Row
from sightline.intake.publishing.publication import Publication
from sightline.record.door import BATCH
from sightline.record.models import SourcePerson


def set_apart(publication: Publication) -> None:
    """Leave out and hold back the rows that lead to nobody.

    The census and the inspectors' lists hold no names. A child is known by a valid UPN, by a name and date of birth
    where a sender adds them, or by the number of social care once such a row has come in. A row with none of these
    would make a child whom nobody could find: it is held back, and listed as having nothing to record for a child who
    is not of compulsory school age on the day of the file.
    """
    nameless = [row for row in publication.good_rows if not _says_who(row)]
    known = _known({row.person for row in nameless}, publication)
    for row in nameless:
        if row.person in known:
            continue
        if _is_of_school_age(row, publication.day):
            publication.hold_back(
                row,
                "nobody to be found by it",
                "This row has no name and no valid UPN, and its number is not known. Add the UPN, or surname, forename "
                "and date of birth.",
            )
        else:
            publication.leave_out(
                row,
                "not of compulsory school age",
                "The row has no name and no valid UPN, and the child is too young or too old for school.",
            )


def _says_who(row: Row) -> bool:
    return bool(row["upn"] or (row["surname"] and row["forename"] and row["date_of_birth"]))


def _is_of_school_age(row: Row, day: date) -> bool:
    """Whether a child may be of compulsory school age; one without a date of birth may, unless it is still expected."""
    born = row["date_of_birth"]
    if born is None:
        return row["expected_birth"] is None
    return compulsory_school_age(born).contains(day)


def _known(keys: set[str], publication: Publication) -> set[str]:
    """The keys under which this sender has named a person before, in whichever feed."""
    wanted = sorted(keys)
    theirs = SourcePerson.objects.filter(source=publication.delivery.source)
    found: set[str] = set()
    for start in range(0, len(wanted), BATCH):
        found.update(theirs.filter(key__in=wanted[start : start + BATCH]).values_list("key", flat=True))
    return found
