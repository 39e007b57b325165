"""Serve from several processes, with connections shared out evenly among them."""

import socket
import sys
from collections.abc import Sequence

import uvicorn
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process


def serve_from_several(config: uvicorn.Config) -> None:
    """Serve what `config` names from as many processes as it says, until stopped.

    Ends the program where its port is taken.
    """
    _Several(config, listen(config)).run()


def listen(config: uvicorn.Config) -> list[socket.socket]:
    """Return sockets bound to the address of `config`: one, or one for each of its processes."""
    sockets = [config.bind_socket()]
    # Bound first, and only then made ready to be shared: a port that is taken is an error still.
    if sys.platform == "linux":  # others do not share connections out among the sockets
        sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        for _ in range(1, config.workers):
            further = socket.socket(sockets[0].family)
            further.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            further.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            further.bind(sockets[0].getsockname())
            further.set_inheritable(True)
            sockets.append(further)
    for listening in sockets:
        # Inherited by every connection. asyncio sets it only on sockets that it opened itself;
        # without it, the system holds an answer's second packet back for 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sockets


class _Several(Multiprocess):
    """Processes of which each listens at a socket of its own, where there are several.

    At one socket that all of them share, whoever is first takes all connections that wait, and
    keeps them for as long as they last: one process works, and the others are idle. A process
    that takes the place of one that died listens at all of them.
    """

    def init_processes(self) -> None:
        for number in range(self.processes_num):
            process = Process(self.config, _own(self.sockets, number))
            process.start()
            self.processes.append(process)


def _own(sockets: Sequence[socket.socket], number: int) -> list[socket.socket]:
    return [sockets[number % len(sockets)]]
