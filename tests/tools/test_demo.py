"""The demo reads its port and the launcher's answer, and draws a box that closes."""

import pytest

from tools.demo import box, last_value, wanted_port
from tools.state_folder import CannotRun


@pytest.mark.parametrize(("environment", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "9000"}, 9000)])
def test_it_serves_on_the_port_of_the_environment(environment: dict[str, str], port: int) -> None:
    assert wanted_port(environment) == port


@pytest.mark.parametrize("text", ["http", "0", "70000", "-1"])
def test_it_refuses_what_is_no_port(text: str) -> None:
    with pytest.raises(CannotRun, match="not a port number"):
        wanted_port({"PORT": text})


def test_it_reads_the_address_from_the_launchers_last_line() -> None:
    assert last_value("a line\nELASTICSEARCH_URL=http://127.0.0.1:9200/?a=b\n") == "http://127.0.0.1:9200/?a=b"


def test_it_draws_lines_of_one_width() -> None:
    assert len({len(line) for line in box(["short", "much longer"]).splitlines()}) == 1
