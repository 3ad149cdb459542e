"""The launcher finds a JDK, a port and a folder; no server is started here."""

from pathlib import Path

import pytest

from tools import elasticsearch_install, ports, process_group
from tools.elasticsearch_install import NotHere, find_jdk, jdk_candidates, jdk_major
from tools.state_folder import Account, unprivileged

OURSELVES = unprivileged("nobody")


@pytest.mark.parametrize(
    ("printed", "major"),
    [
        ('openjdk version "25.0.1" 2025-10-21 LTS', 25),
        ('openjdk version "21" 2023-09-19', 21),
        ('openjdk version "17.0.17-ea" 2025-10-21', 17),
        ('java version "1.8.0_412"', 8),
        ('Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "24.0.2" 2025-07-15', 24),
        ("no such thing", None),
    ],
)
def test_it_reads_the_major_version_of_a_jdk(printed: str, major: int | None) -> None:
    assert jdk_major(printed) == major


def test_it_looks_at_the_explicit_jdk_before_the_installed_ones() -> None:
    environment = {"JAVA_HOME": "/opt/java", "ES_JAVA_HOME": "/opt/es-java"}
    found = list(jdk_candidates(environment, [Path("/usr/lib/jvm/a"), Path("/usr/lib/jvm/b")]))
    assert found == [Path(p) for p in ("/opt/es-java", "/opt/java", "/usr/lib/jvm/b", "/usr/lib/jvm/a")]


def fake_jdk(root: Path, version: str, compiler: bool = True) -> Path:
    (root / "bin").mkdir(parents=True)
    for name in ("java", "javac") if compiler else ("java",):
        program = root / "bin" / name
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        program.chmod(0o755)
    return root


@pytest.mark.parametrize(("version", "compiler"), [("17.0.2", True), ("25.0.1", False)])
def test_it_refuses_a_jdk_that_is_old_or_without_compiler(
    version: str, compiler: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elasticsearch_install, "can_reach", lambda *_: True)
    chosen = fake_jdk(tmp_path / "jdk", version, compiler)
    monkeypatch.setattr(elasticsearch_install, "jdk_candidates", lambda *_: [chosen])
    with pytest.raises(NotHere, match="no JDK 21"):
        find_jdk(OURSELVES)


def test_it_passes_over_a_jdk_that_the_servers_user_cannot_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    closed = fake_jdk(tmp_path / "jdk", "25.0.1")
    monkeypatch.setattr(elasticsearch_install, "jdk_candidates", lambda *_: [closed])
    stranger = Account("stranger", 4_000_000, frozenset({4_000_000}))
    with pytest.raises(NotHere, match="user stranger cannot reach"):
        find_jdk(stranger)


def test_it_takes_the_wanted_port_or_the_next_free_one() -> None:
    assert ports.first_free(9200, free=lambda port: True) == 9200
    assert ports.first_free(9200, free=lambda port: port > 9202) == 9203


def test_it_gives_up_when_a_hundred_ports_are_taken() -> None:
    with pytest.raises(OSError, match="no free port from 9200 on"):
        ports.first_free(9200, free=lambda port: False)


def test_it_reads_group_and_state_past_a_program_name_with_brackets() -> None:
    assert process_group.group_and_state("4242 (a (very) odd name) S 1 777 777 0 -1") == (777, "S")
