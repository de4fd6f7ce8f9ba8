"""What is sent to a form as a file, stopped while it comes in when it is larger than anything we keep."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from sightline.intake.receiving import LARGEST_FILE

LARGEST_TOGETHER = 300_000_000
"""Bytes of all files of one form together: they are held in memory once while they are kept."""

_TOO_LARGE = "_sightline_upload_too_large"


class StopAtTheLimit(FileUploadHandler):
    """Comes before the handlers that keep what arrives, and stops the form at the first byte beyond a limit.

    The rest is read and thrown away, so that the person gets a page that says what is wrong.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._together = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass on what came, unless it is too much."""
        self._together += len(raw_data)
        if start + len(raw_data) > LARGEST_FILE or self._together > LARGEST_TOGETHER:
            setattr(self.request, _TOO_LARGE, self.file_name or "the file")
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Nothing: a handler further on keeps the file."""
        return None


def too_large_file(request: HttpRequest) -> str:
    """The name of the file at which an upload was stopped; empty when it was not."""
    name: Any = getattr(request, _TOO_LARGE, "")
    return str(name)
