"""Programs that tests install from npm, once, into a cache folder."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock


def installed(package: str) -> Path:
    """Return the folder of `package@version`; skips where it cannot be had, and fails in CI."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "claimdesk-tests"
    cache = root / package.replace("/", "-")
    folder = cache / "node_modules" / package.rpartition("@")[0]
    cache.mkdir(parents=True, exist_ok=True)
    # Several processes of one test run may want it at once.
    with FileLock(cache.with_suffix(".lock")):
        if not (cache / "package-lock.json").exists():
            _install(package, cache)
    return folder


def _install(package: str, cache: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        unavailable("npm is not on this machine")
    (cache / "package.json").write_text("{}")
    command = [npm, "install", package, "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]
    try:
        done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False, timeout=180)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        shutil.rmtree(cache, ignore_errors=True)
        unavailable(f"npm could not install {package}")


def unavailable(why: str) -> NoReturn:
    """Skip the test; in CI, which must have everything, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
