"""The server's feet on the ground: logging, the socket, uvicorn with one process or several."""

import fcntl
import logging
import socket
from typing import IO, Any

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from bot.settings import Settings, SettingsError

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
BACKLOG = 2048


ADDRESS_FILE = "address.txt"


def set_up_logging(level: str) -> None:
    """Log to the terminal from that level on. Libraries that would log addresses or bodies stay silent below a warning."""
    logging.basicConfig(level=level.upper(), format=FORMAT)
    for name in ("httpx", "httpcore", "aiohttp", "multipart", "python_multipart", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def bound_socket(settings: Settings) -> socket.socket:
    """Return a socket bound to host and port. Errors: SettingsError if that is not possible."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP: only then does asyncio switch Nagle's algorithm off, which costs every answer 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"LOTSE_PORT: {settings.host} port {settings.port} cannot be used ({error.strerror}). "
            "Stop the program that uses it, or choose another one with --port."
        ) from error
    bound.set_inheritable(True)
    return bound


def note_address(settings: Settings) -> None:
    """Keep the address this server has, for commands that print links to it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / ADDRESS_FILE).write_text(settings.address, "utf-8")


def noted_address(settings: Settings) -> str:
    """Return the address of the server that ran last with this data folder; that of the settings if there was none or a public one is set."""
    path = settings.data_dir / ADDRESS_FILE
    return path.read_text("utf-8").strip() if path.is_file() and not settings.public_url else settings.address


def run(app: FastAPI, settings: Settings, bound: socket.socket) -> None:
    """Serve in this process until it is told to stop."""
    uvicorn.Server(_config(app, settings)).run(sockets=[bound])


def run_workers(factory: str, settings: Settings, bound: socket.socket, *, workers: int) -> None:
    """Serve in several processes until told to stop; one that dies is replaced."""
    Multiprocess(_config(factory, settings, factory=True, workers=workers), sockets=[bound]).run()


def is_ours(lock: IO[bytes]) -> bool:
    """Take the lock file if no other process holds it; tell whether it is ours now. It is free again when the process ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _config(app: FastAPI | str, settings: Settings, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=5,
        backlog=BACKLOG,
        **more,
    )
