"""Measure coverage in every process that runs tests, when `COVERAGE_PROCESS_START` names the settings.

A pytest plugin: it must begin before anything that is measured is imported, in each of the processes among which the
tests are shared out.
"""

import coverage
import pytest

_measured = coverage.process_startup()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Keep what was measured; a process of pytest-xdist ends without the usual farewell."""
    if _measured:
        _measured.stop()
        _measured.save()
