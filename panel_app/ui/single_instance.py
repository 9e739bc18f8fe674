"""One window for one home folder: a second start brings the first to the front."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

SHOW = b"show\n"
WAIT_MS = 1500


def server_name(folder: Path) -> str:
    """The name of the socket: of this user and this home folder only."""
    key = f"{getpass.getuser()}|{folder.resolve()}"
    return f"panel-desk-{hashlib.sha256(key.encode()).hexdigest()[:20]}"


class SingleInstance(QObject):
    """Claims the home folder, or tells the program that has it to come to the front.

    Signals: `show_wanted()` when a second start asked for the window.
    """

    show_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # The lock decides who is first; a crashed program's lock is known to be stale by its process id.
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """True when this is the first; it then listens. False after the first was told to show itself."""
        if not self._lock.tryLock(100):
            self._tell()
            return False
        # Nobody holds the lock, so a socket of this name was left by a program that crashed.
        QLocalServer.removeServer(self._name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        if server.listen(self._name):
            self._server = server
        return True

    def release(self) -> None:
        """Stop listening and let another start be the first."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        self._lock.unlock()

    def _tell(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(WAIT_MS):
            socket.write(SHOW)
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
            if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
                socket.waitForDisconnected(WAIT_MS)

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.show_wanted.emit()
