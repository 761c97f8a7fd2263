"""The wheel holds everything: built here, installed elsewhere, and it refers somebody."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, folder: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_built_wheel_refers_a_person_in_a_new_environment(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", folder=ROOT)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh/bin/python"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, folder=tmp_path)
    # The packages it needs are those of this environment: what is tested is what the wheel itself holds.
    packages = Path(run(python, "-c", "import site; print(site.getsitepackages()[0])", folder=tmp_path).strip())
    (packages / "needed.pth").write_text(next(path for path in sys.path if path.endswith("site-packages")), "utf-8")

    cards = run(tmp_path / "fresh/bin/lotse", "refer", "Schulden Altendorf", "--town", "essen", "--lang", "ar", folder=tmp_path)
    where = run(python, "-c", "import bot; print(bot.__file__)", folder=tmp_path)

    assert str(tmp_path) in where
    assert "example.org" in cards
    assert "Altendorf" in cards
    assert "فهمت" in cards or "الديون" in cards
