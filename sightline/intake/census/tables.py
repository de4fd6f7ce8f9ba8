"""The tables of a school census, as authorities keep them, made into one: a row for each registration and exclusion.

A census comes as a file for each table. Pupils stand in `pupilonroll` and `pupilnolongeronroll`; every other table
names them by the number of that table only. A table has a column for its own number (`…tableid`) and one for the order
of its rows (`…orderseqcolumn`), and is known by the pair, whatever its file is called.
"""

from collections.abc import Callable, Iterable, Sequence

from sightline.domain.identifiers import check_uln, check_upn
from sightline.intake.assembling import Headed, Part, headed, join
from sightline.intake.contract import Joined, Sheet
from sightline.intake.readers.unreadable import Unreadable

ON_ROLL, LEFT, EXCLUDED = "on roll", "left", "excluded"
"""What a row of the joined table tells of."""

RECORD = "record"
"""The heading of the column that says what a row tells of."""

_NUMBER, _ORDER = "tableid", "orderseqcolumn"
_PUPILS, _LEAVERS = "pupilonroll", "pupilnolongeronroll"
_SCHOOL = "nativeid"

# Headings of the joined table, each with the headings under which it was sent over the years.
_DESCRIPTION: dict[str, tuple[str, ...]] = {
    "NativeId": (_SCHOOL,),
    "surname": ("surname",),
    "forename": ("forename",),
    "dob": ("dob",),
    "upn": ("upn",),
    "formerupn": ("formerupn",),
    "uniquelearnernumber": ("uniquelearnernumber",),
    "middlenames": ("middlenames",),
    "preferredsurname": ("preferredsurname",),
    "formersurname": ("formersurname",),
    "sex": ("sex", "gender"),
    "ethnicity": ("ethnicity",),
    "ncyearactual": ("ncyearactual", "ncyearleaving"),
}
_REGISTRATION: dict[str, tuple[str, ...]] = {
    "enrolstatus": ("enrolstatus",),
    "entrydate": ("entrydate",),
    "leavingdate": ("leavingdate",),
    "parttime": ("parttime",),
    "senprovision": ("senprovision",),
}
_EXCLUSION: dict[str, tuple[str, ...]] = {
    "category": ("category",),
    "startdate": ("startdate",),
    "sessions": ("sessions",),
    "reason1": ("reason1", "reason"),
    "reason2": ("reason2",),
    "reason3": ("reason3",),
}
_CHECKS: dict[str, Callable[[str], bool]] = {
    "upn": lambda text: check_upn(text).is_valid,
    "formerupn": lambda text: check_upn(text).is_valid,
    "uniquelearnernumber": lambda text: check_uln(text).is_valid,
}

# The pupil table whose numbers a table on either side of the roll uses, by the table's name.
_EXCLUSIONS = {"termlyexclusionsonroll": _PUPILS, "termlyexclusionsoffroll": _LEAVERS}
_ADDRESSES = {"addressesonroll": _PUPILS, "addresses": _PUPILS, "addressesoffroll": _LEAVERS}
_NEEDS = {"senneeds": _PUPILS, "senneedsonroll": _PUPILS}
_TAKEN = {_PUPILS, _LEAVERS, *_EXCLUSIONS, *_ADDRESSES, *_NEEDS}


def assemble(sheets: Sequence[Sheet]) -> Joined:
    """One table of a census sent as its tables, or the sheet itself when it is one table already.

    A row tells of a pupil on roll, of one who left, or of a suspension or exclusion with its pupil beside it. Tables
    that are not taken (sessions, learning aims, meals) are named among the headings, so that they are listed as left
    aside. Raises Unreadable when a table is not of a census, or when the pupils whom others name are not there.
    """
    tables = [(_table_name(found), found) for sheet in sheets if (found := headed(sheet, _is_table))]
    if not tables:
        return _already_joined(sheets)
    if len(tables) < len(sheets):
        known = {id(found.sheet) for _, found in tables}
        others = [sheet.name or sheet.file for sheet in sheets if id(sheet) not in known]
        raise Unreadable(
            f"“{others[0]}” is no table of a school census, and the others are. Send it apart from them."
        )
    _require_pupils({name for name, _ in tables})
    return _Census(tables).joined(sheets[0].file)


def _is_table(headings: frozenset[str]) -> bool:
    return bool(_names(headings))


def _table_name(found: Headed) -> str:
    return next(iter(_names(found.places)))


def _names(headings: Iterable[str]) -> list[str]:
    there = set(headings)
    orders = (heading.removesuffix(_ORDER) for heading in there if heading.endswith(_ORDER))
    return sorted(name for name in orders if name and name + _NUMBER in there)


def _already_joined(sheets: Sequence[Sheet]) -> Joined:
    """The one sheet that says of each row what it tells of; with a single sheet the reader says what is missing."""
    if len(sheets) == 1:
        return Joined(sheets[0], ())
    whole = [sheet for sheet in sheets if headed(sheet, lambda headings: RECORD in headings)]
    if len(whole) == 1:
        return Joined(whole[0], ())
    raise Unreadable(
        "These are not the tables of a school census. Each has a column for the number of its rows, as in "
        "pupilonrolltableid, and one for their order. Send pupilonroll, pupilnolongeronroll and the tables beside them."
    )


def _require_pupils(there: set[str]) -> None:
    needed = {_PUPILS: "the pupils on roll"}
    if there & {name for name, pupils in _EXCLUSIONS.items() if pupils == _LEAVERS}:
        needed[_LEAVERS] = "the pupils no longer on roll"
    for name, words in needed.items():
        if name not in there:
            raise Unreadable(
                f"The table {name} is missing from this school census: {words}, whom the other tables name by its "
                "numbers only. Send all tables of the census together."
            )


class _Census:
    """The tables of one census, and what the rows of pupils take from the tables beside them."""

    def __init__(self, tables: Sequence[tuple[str, Headed]]) -> None:
        self._tables = tables
        self._columns = self._columns_there()
        self._postcodes = self._beside(_ADDRESSES, "postcode", lambda table, cells: "1")
        self._needs = self._beside(_NEEDS, "sentype", lambda table, cells: table.cell(cells, "sentyperank"))
        self._pupils = self._described()

    def joined(self, file: str) -> Joined:
        """The one table. Exclusions stand first: what a file says last of a pupil describes the pupil."""
        parts = [
            Part(table, self._exclusion(name, table)) for name, table in self._tables if name in _EXCLUSIONS
        ]
        for wanted, record in ((_LEAVERS, LEFT), (_PUPILS, ON_ROLL)):
            parts += [
                Part(table, self._pupil(name, table, record))
                for name, table in self._tables
                if name == wanted
            ]
        return join(file, [RECORD, *self._columns, *self._left_aside()], parts)

    def _columns_there(self) -> list[str]:
        """The headings that at least one table has: what nobody sent is not known, and not blank."""
        there = {heading for name, table in self._tables if name in _TAKEN for heading in table.places}
        columns = _DESCRIPTION | _REGISTRATION | _EXCLUSION
        found = [heading for heading, sent in columns.items() if there & set(sent)]
        for tables, heading in ((_ADDRESSES, "postcode"), (_NEEDS, "sentype")):
            if any(name in tables for name, _ in self._tables):
                found.append(heading)
        return found

    def _left_aside(self) -> list[str]:
        """Headings of the tables taken that are not, then the tables that are not taken."""
        taken = {sent for names in (_DESCRIPTION | _REGISTRATION | _EXCLUSION).values() for sent in names}
        taken |= {"postcode", "sentype", "sentyperank"}
        aside = [
            heading
            for name, table in self._tables
            if name in (_PUPILS, _LEAVERS, *_EXCLUSIONS)
            for heading in table.places
            if heading not in taken and not heading.endswith((_NUMBER, _ORDER))
        ]
        return list(dict.fromkeys([*aside, *(name for name, _ in self._tables if name not in _TAKEN)]))

    def _beside(
        self, tables: dict[str, str], heading: str, rank: Callable[[Headed, Sequence[str]], str]
    ) -> dict[tuple[str, str, str], str]:
        """What stands beside each pupil in another table: of several rows the first that ranks first."""
        found: dict[tuple[str, str, str], str] = {}
        for name, table in self._tables:
            for cells in table.rows() if name in tables else ():
                if cells and rank(table, cells).removesuffix(".0") in {"", "1"}:
                    found.setdefault(_key(tables[name], table, cells), table.cell(cells, heading))
        return found

    def _described(self) -> dict[tuple[str, str, str], dict[str, str]]:
        """What an exclusion says of its pupil: the description, without identifiers that fail their check.

        Those are listed once, with the pupil's own row.
        """
        wanted = {name for name, _ in self._tables if name in _EXCLUSIONS}
        pupils: dict[tuple[str, str, str], dict[str, str]] = {}
        for name, table in self._tables:
            if name not in {_EXCLUSIONS[one] for one in wanted}:
                continue
            for cells in table.rows():
                if cells:
                    key = _key(name, table, cells)
                    pupils[key] = self._description(table, cells, key)
        return pupils

    def _description(self, table: Headed, cells: Sequence[str], key: tuple[str, str, str]) -> dict[str, str]:
        described = {heading: table.cell(cells, *sent) for heading, sent in _DESCRIPTION.items()}
        for heading, passes in _CHECKS.items():
            if described[heading] and not passes(described[heading]):
                described[heading] = ""
        return {**described, "postcode": self._postcodes.get(key, "")}

    def _pupil(self, name: str, table: Headed, record: str) -> Callable[[Sequence[str]], list[str]]:
        sent = _DESCRIPTION | _REGISTRATION
        places = [(heading, table.place(*sent.get(heading, ()))) for heading in self._columns]

        def row(cells: Sequence[str]) -> list[str]:
            key = _key(name, table, cells)
            besides = {"postcode": self._postcodes.get(key, ""), "sentype": self._needs.get(key, "")}
            there = len(cells)
            return [
                record,
                *(
                    besides.get(heading, "") if place is None else cells[place] if place < there else ""
                    for heading, place in places
                ),
            ]

        return row

    def _exclusion(self, name: str, table: Headed) -> Callable[[Sequence[str]], list[str]]:
        def row(cells: Sequence[str]) -> list[str]:
            sent = dict(self._pupils.get(_key(_EXCLUSIONS[name], table, cells), {}))
            sent["NativeId"] = table.cell(cells, _SCHOOL)
            sent |= {heading: table.cell(cells, *names) for heading, names in _EXCLUSION.items()}
            return [EXCLUDED, *(sent.get(heading, "") for heading in self._columns)]

        return row


def _key(pupils: str, table: Headed, cells: Sequence[str]) -> tuple[str, str, str]:
    """By what a row names its pupil: the table of pupils, the number in it, and the school's key.

    A pupil who left two schools in a term has one number and two rows.
    """
    return pupils, table.cell(cells, pupils + _NUMBER), table.cell(cells, _SCHOOL)
