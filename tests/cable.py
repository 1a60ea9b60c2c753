"""The network between a browser and a live server: it can be cut, and it can lose answers on their way back."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from urllib.parse import urlsplit

RESET = struct.pack("ii", 1, 0)  # linger for no time: the other side sees a broken line, not a polite end


class Cable:
    """A TCP relay on a port of its own. Cut, it breaks every connection, as a lost network does."""

    def __init__(self, server_url: str) -> None:
        self._server = (urlsplit(server_url).hostname, urlsplit(server_url).port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._lossy = b""
        self.is_cut = False
        self.lost = 0
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.is_cut = True
        with self._lock:
            ends = list(self._open)
        for end in ends:
            _break(end)

    def mend(self) -> None:
        self.is_cut = False

    def lose_answers_to(self, words: bytes) -> None:
        """From now on the server hears the requests that hold these words, and nobody hears its answers."""
        self._lossy = words

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                if self.is_cut:
                    _break(client)
                else:
                    threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._server)
        except OSError:
            return _break(client)
        with self._lock:
            self._open |= {client, server}
        pair = _Pair(client, server)
        threading.Thread(target=self._answers, args=(pair,), daemon=True).start()
        with contextlib.suppress(OSError):
            while piece := client.recv(65536):
                if self._lossy and self._lossy in piece:
                    pair.deaf = True
                server.sendall(piece)
        return self._end(pair)

    def _answers(self, pair: _Pair) -> None:
        with contextlib.suppress(OSError):
            while piece := pair.server.recv(65536):
                if pair.deaf:
                    self.lost += 1
                    break
                pair.client.sendall(piece)
        self._end(pair)

    def _end(self, pair: _Pair) -> None:
        with self._lock:
            self._open -= {pair.client, pair.server}
        for end in (pair.client, pair.server):
            _break(end) if pair.deaf or self.is_cut else _close(end)


class _Pair:
    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.client, self.server, self.deaf = client, server, False


def _break(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    _close(end)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
