"""Starts the real server in a process of its own, and an empty route as the ceiling beside it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

EMPTY = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.post("/api/v1/turns")
def turn(body: dict) -> dict:
    return {"replies": []}
@app.get("/health/ready")
def ready() -> dict:
    return {}
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers. Units: seconds from the start of the process until it was ready."""

    address: str
    process_id: int
    start_seconds: float

    def memory_mb(self) -> float:
        """Return the memory the process holds now."""
        lines = Path(f"/proc/{self.process_id}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@contextmanager
def served() -> Iterator[Served]:
    """Run `lotse serve` on a prepared data folder: the second start is the one that is measured."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        settings = {
            "LOTSE_DATA_DIR": folder, "LOTSE_PORT": str(port), "LOTSE_LOG_LEVEL": "error", "LOTSE_TURNS_PER_MINUTE": "100000",
            "TELEGRAM_BOT_TOKEN": "", "LOTSE_TELEGRAM_TOKEN": "",
        }  # fmt: skip
        command = [sys.executable, "-m", "bot", "serve"]
        with _running(command, port, settings):
            pass
        with _running(command, port, settings) as server:
            yield server


@contextmanager
def empty_route() -> Iterator[Served]:
    """Run the smallest application the same framework allows."""
    port = _free_port()
    with _running([sys.executable, "-c", EMPTY, str(port)], port, {}) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int, settings: Mapping[str, str]) -> Iterator[Served]:
    start = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        while not _is_ready(address):
            if process.poll() is not None or time.perf_counter() - start > 60:
                raise RuntimeError("the server did not start")
            time.sleep(0.02)
        yield Served(address, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
