"""A virus scanner that is none: it speaks clamd's INSTREAM, finds what begins with a marked word, and nothing else."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HARMFUL = b"EICAR"


@contextmanager
def fake_scanner(answer: bytes = b"") -> Iterator[str]:
    """A scanner on a port of this machine, as `host:port`; with `answer` it says that whatever it is asked."""
    server = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(server, answer), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        # Closing alone does not wake a thread that waits for a caller.
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=5)


def _serve(server: socket.socket, answer: bytes) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller, caller.makefile("rb") as sent:
            assert sent.readline() == b"nINSTREAM\n"
            content = b"".join(_chunks(sent))
            found = b"stream: Eicar-Signature FOUND" if HARMFUL in content else b"stream: OK"
            caller.sendall((answer or found) + b"\n")


def _chunks(sent) -> Iterator[bytes]:
    while size := struct.unpack("!L", sent.read(4))[0]:
        yield sent.read(size)
