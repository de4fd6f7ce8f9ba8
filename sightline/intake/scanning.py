"""Asking a virus scanner (clamd) of a document, where the operator has configured one."""

from enum import StrEnum
from io import BytesIO

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

PATIENCE = 30.0
"""Seconds to wait for the scanner, for each step: a document of the largest size takes it a few."""


class Verdict(StrEnum):
    """What the scanner said of a content."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not scanned"


class ScannerSilent(Exception):
    """A scanner is configured and cannot be asked, or gave no answer that can be understood."""


def scan(content: bytes) -> Verdict:
    """Ask the scanner that SIGHTLINE_VIRUS_SCANNER names (`host:port`, or the path of a socket).

    Without the setting nobody is asked, and the verdict says so. Raises ScannerSilent when the scanner does not answer
    or refuses to look: then nobody knows, and nothing may be taken as clean.
    """
    where = settings.SIGHTLINE_VIRUS_SCANNER.strip()
    if not where:
        return Verdict.NOT_SCANNED
    try:
        answer = _client(where).instream(BytesIO(content))
    except (ClamdError, OSError, ValueError) as fault:
        raise ScannerSilent("The virus scanner does not answer.") from fault
    status = answer.get("stream", ("", None))[0]
    if status == "FOUND":
        return Verdict.INFECTED
    if status == "OK":
        return Verdict.CLEAN
    raise ScannerSilent("The virus scanner gave no answer that can be understood.")


def _client(where: str) -> ClamdNetworkSocket:
    """The client for an address. Raises ValueError for one that is neither `host:port` nor a path."""
    if "/" in where:
        return ClamdUnixSocket(path=where, timeout=int(PATIENCE))
    host, _, port = where.rpartition(":")
    return ClamdNetworkSocket(host=host.strip("[]"), port=int(port), timeout=PATIENCE)
