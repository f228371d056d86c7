"""The local Slack in both ways in which Slack reaches us."""

from collections.abc import Iterator

import pytest

from tests.fakes.local_slack import LocalSlack, free_port, local_slack


@pytest.fixture(scope="module")
def port() -> int:
    """Where the desk listens."""
    return free_port()


@pytest.fixture(scope="module", params=["socket mode", "signed http"])
def slack(request: pytest.FixtureRequest, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSlack]:
    requests_to = f"http://127.0.0.1:{port}/slack/events" if request.param == "signed http" else ""
    with local_slack(tmp_path_factory.mktemp("slack"), requests_to=requests_to) as running:
        yield running
