"""A fresh world for each test, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.admin.world import World, make_database, open_world


@pytest.fixture(scope="session")
def made_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "lotse.sqlite3"
    make_database(file)
    return file


@pytest.fixture
def world(made_database: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(made_database, tmp_path)
    opened = open_world(tmp_path / made_database.name)
    yield opened
    opened.store.close()
