"""A server's files lie inside the project, or outside when its user could not walk there."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.state_folder import Account, CannotRun, can_reach, choose_home, read_note, write_note

STRANGER = Account("stranger", 4_000_000, frozenset({4_000_000}))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user can walk to, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def project(open_folder: Path) -> Path:
    """A project that any user can walk to."""
    project = open_folder / "site"
    for folder in (project, project / ".state", project / ".state/server"):
        folder.mkdir()
        folder.chmod(0o755)
    return project


def test_it_keeps_the_files_in_the_project_when_the_user_can_reach_them(project: Path) -> None:
    assert choose_home("server", STRANGER, project) == project / ".state/server"


def test_it_goes_outside_a_closed_project_and_stays_there(project: Path, open_folder: Path) -> None:
    project.chmod(0o700)
    outside = choose_home("server", STRANGER, project, [open_folder])
    assert outside.parent == open_folder
    assert outside.name.startswith("site-server-")
    assert can_reach(outside, STRANGER)
    assert choose_home("server", STRANGER, project, []) == outside


def test_two_projects_of_one_name_get_two_folders(project: Path, open_folder: Path) -> None:
    project.chmod(0o700)
    namesake = open_folder / "closed/site"
    namesake.mkdir(parents=True)
    namesake.parent.chmod(0o700)
    homes = {choose_home("server", STRANGER, each, [open_folder]) for each in (project, namesake)}
    assert len(homes) == 2


def test_it_passes_over_a_closed_root_and_says_when_none_is_left(project: Path, tmp_path: Path) -> None:
    project.chmod(0o700)
    tmp_path.chmod(0o700)
    with pytest.raises(CannotRun, match="no folder that user stranger can reach"):
        choose_home("server", STRANGER, project, [tmp_path])


def test_it_refuses_a_folder_that_somebody_else_has_put_in_its_place(project: Path, open_folder: Path) -> None:
    project.chmod(0o700)
    outside = choose_home("server", STRANGER, project, [open_folder])
    (project / ".state/server/location").unlink()
    outside.rmdir()
    outside.symlink_to(project)
    with pytest.raises(CannotRun, match="belongs to somebody else"):
        choose_home("server", STRANGER, project, [open_folder])


def test_it_cannot_reach_what_does_not_exist(tmp_path: Path) -> None:
    assert not can_reach(tmp_path / "nowhere", STRANGER)


def test_it_reads_back_what_it_noted_and_forgives_a_damaged_note(tmp_path: Path) -> None:
    note = tmp_path / "server.json"
    assert read_note(note) == {}
    write_note(note, {"port": 9200})
    assert read_note(note) == {"port": 9200}
    note.write_text("{")
    assert read_note(note) == {}
