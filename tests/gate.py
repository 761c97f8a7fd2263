"""`make test`: sees to it that all is there that the tests need, then runs lint, types, import contracts, the translations check and every test."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BROWSER_PACKAGES = ("chromium", "chromium-driver", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji")
PYTHON_ROOMS = ("bot", "angebote", "admin", "locales", "tests", "bench")


def main() -> int:
    """Run all steps, say which failed, and return 1 if any did."""
    ensure_browser()
    steps = {
        "words": [sys.executable, "-m", "angebote.understanding"],
        "lint": [BIN / "ruff", "check", "--quiet", "."],
        "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
        "types": [BIN / "mypy"],
        "imports": [BIN / "lint-imports"],
        "translations": [sys.executable, "-m", "tests.texts", "--check"],
        "tests": [BIN / "pytest", "-n", str(workers()), "--dist", "worksteal", "-q", *sys.argv[1:]],
    }
    failed = [name for name, command in steps.items() if not run(name, [str(part) for part in command])]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
        return 1
    print("\nAll good.")
    return 0


def run(name: str, command: list[str]) -> bool:
    """Run one step in the checkout and tell whether it passed; its output is shown as it comes."""
    print(f"== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    print(f"   {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return code == 0


def workers() -> int:
    """Return how many tests run side by side: one more than there are processors, since browser tests wait a lot."""
    return (os.cpu_count() or 1) + 1


def ensure_browser() -> None:
    """Install Chromium where it is missing and that is possible; otherwise stop and say the command to run."""
    if shutil.which("chromium") and shutil.which("chromedriver"):
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *BROWSER_PACKAGES]
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"The tests need the browser Chromium and its driver. Please run: sudo {' '.join(install)}")
    print("Installing Chromium for the browser tests ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], check=True, **quiet)  # type: ignore[call-overload]
    subprocess.run(install, check=True, **quiet)  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main())
