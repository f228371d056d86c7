"""The real program: `claimdesk demo` as a process of its own, with its own data folder."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

WAIT = 60.0


class DeskProcess:
    """One running desk that can be stopped, killed and started again on the same data and port."""

    def __init__(self, data: Path, command: str = "demo", port: int = 0, **environ: str) -> None:
        self.data = data
        self.port = port
        self._command = command
        self._environ = environ
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        log = (self.data.parent / f"{self.data.name}.log").open("a")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", self._command],
            env={
                **os.environ,
                "CLAIMDESK_DATA": str(self.data),
                "CLAIMDESK_PORT": str(self.port),
                "PYTHONUNBUFFERED": "1",
                "COLUMNS": "200",
                **self._environ,
            },
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "http://127.0.0.1:" in line:
                self.port = int(line.partition("http://127.0.0.1:")[2].split()[0])
                break
        else:
            raise AssertionError((self.data.parent / f"{self.data.name}.log").read_text())
        self._until_ready()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._ended()

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def _ended(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        status = self.process.wait(WAIT)
        self.process.stdout.close()
        return status

    def _until_ready(self) -> None:
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the desk did not get ready")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskProcess]:
    process = DeskProcess(tmp_path / "data")
    process.start()
    yield process
    if process.process and process.process.poll() is None:
        process.kill()
