"""Makes an empty record for one local authority, in the database that the settings name."""

from argparse import ArgumentParser, Namespace

from sightline.access import clock
from sightline.access.accounts import OPERATOR, AccountRefused
from sightline.cli.outcome import DONE, Refused, add_json, print_json, say
from sightline.domain.authorities import authority
from sightline.record.setting_up import RecordStands, make_tables, set_up

EXAMPLE = "sightline init --authority 380"


def arguments(parser: ArgumentParser) -> None:
    """Whose record it is to be."""
    parser.add_argument(
        "--authority",
        required=True,
        metavar="CODE",
        help="the authority's three-digit code (380 is Bradford)",
    )
    add_json(parser)


def run(options: Namespace) -> int:
    """Make the tables, the record and the operator's account; refused where there is a record already."""
    found = authority(options.authority, clock.today())
    if found is None:
        raise Refused(
            "this is not the code of an authority in England today. It has three digits, such as 380 for Bradford."
        )
    make_tables()
    try:
        record = set_up(found.code, found.name)
    except (RecordStands, AccountRefused) as refused:
        raise Refused(str(refused)) from refused
    if options.json:
        print_json({"authority": record.authority_code, "name": record.name, "operator": OPERATOR})
        return DONE
    say(f"The record of {record.name} is ready, and empty. Commands act as {OPERATOR}.")
    say("Next: `sightline user add` for people who sign in, `sightline feeds` for the files to take in.")
    return DONE
