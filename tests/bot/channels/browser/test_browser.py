"""A browser test may be skipped at home, never where CI promised a browser."""

from pathlib import Path

import pytest

from tests.fakes import chromium as browsers


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
async def test_without_chromium_a_test_is_skipped_but_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setattr(browsers, "CHROMIUM", tmp_path / "chromium")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome):
        async with browsers.chromium():
            pass
