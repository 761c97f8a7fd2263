"""A PostgreSQL of this machine that has pg_trgm, started for one benchmark in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/pgsql")
SERVICE_USER = "postgres"


def programs() -> Path | None:
    """Return the folder of the newest server programs with pg_trgm beside them, or None."""
    found = [path.parent for place in PLACES for path in Path(place).glob("**/bin/initdb")]
    return next((folder for folder in sorted(found, reverse=True) if _has_trigrams(folder)), None)


def _has_trigrams(folder: Path) -> bool:
    shared = subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False).stdout.strip()
    return (Path(shared) / "extension/pg_trgm.control").is_file()


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a server on a socket in a new folder and yield how to connect to it.

    Errors: subprocess.CalledProcessError if it does not start.
    """
    user = SERVICE_USER if os.geteuid() == 0 else None  # the server refuses to run as root
    home = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        if user:
            shutil.chown(home, user)
        _run([folder / "initdb", "--pgdata", home / "data", "--auth", "trust", "--username", SERVICE_USER], user)
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}'"
        _run([folder / "pg_ctl", "--pgdata", home / "data", "--log", home / "log", "--options", options, "--wait", "start"], user)
        try:
            yield f"host={home} user={SERVICE_USER} dbname=postgres"
        finally:
            _run([folder / "pg_ctl", "--pgdata", home / "data", "--mode", "immediate", "stop"], user)
    finally:
        shutil.rmtree(home)


def _run(command: list[Path | str], user: str | None) -> None:
    subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")
