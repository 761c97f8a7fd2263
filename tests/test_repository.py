"""Rules that hold for the whole repository."""

import re
import subprocess
import tomllib
from pathlib import Path

from bot.reference import COMMANDS_PAGE, SETTINGS_PAGE, commands_page, settings_page

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "LICENSE", "requirements.lock", ".gitignore",
    "bot", "angebote", "locales", "admin", "docs", "tests", "bench", ".ci",
}  # fmt: skip


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_the_top_level_is_that_of_the_house() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} == TOP_LEVEL


def test_lock_files_hold_exact_versions_with_hashes_and_no_address() -> None:
    for lock in ("requirements.lock", "tests/requirements.lock"):
        text = (ROOT / lock).read_text("utf-8")
        pins = re.findall(r"^[a-z0-9][^\s;]*", text, re.MULTILINE)
        assert pins
        assert all("==" in pin for pin in pins)
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(pins)


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    page = (ROOT / "docs/explanation/dependencies.md").read_text("utf-8")
    missing = [name for name in (re.split(r"[\[><=]", one)[0] for one in named) if name not in page]

    assert missing == []


def test_the_reference_pages_are_those_of_the_code() -> None:
    assert (ROOT / "docs/reference" / SETTINGS_PAGE).read_text("utf-8") == settings_page(), "run `make docs`"
    assert (ROOT / "docs/reference" / COMMANDS_PAGE).read_text("utf-8") == commands_page(), "run `make docs`"


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "make run" in readme
    assert "make test" in readme


def test_links_in_the_docs_lead_to_files_that_exist() -> None:
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    links = [(page, target) for page in pages for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))]
    dead = [f"{page.name}: {target}" for page, target in links if "://" not in target and not (page.parent / target).exists()]

    assert dead == []


def test_no_decision_record_is_longer_than_a_page() -> None:
    assert [path.name for path in (ROOT / "docs/adr").glob("*.md") if len(path.read_text("utf-8").splitlines()) > 40] == []


def test_code_files_stay_small_enough_to_read() -> None:
    long = [path.name for path in tracked_files() if path.suffix == ".py" and len(path.read_text("utf-8").splitlines()) > 400]

    assert long == []
