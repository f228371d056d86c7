"""How long `claimdesk serve` takes until `/readyz`, and its resident memory, on the sample office.

Run it from the project root: `python -m tests.bench.bench_start`. The first start makes the index, the others find it;
beside them stands what starting Python and importing the document engine alone takes, so that machines can be compared.
"""

import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import psutil

STARTS = 5


def main() -> None:
    bare = []
    for _ in range(STARTS):
        started = perf_counter()
        subprocess.run([sys.executable, "-c", "import lancedb"], check=True, capture_output=True)
        bare.append(perf_counter() - started)
    with tempfile.TemporaryDirectory() as folder:
        first = ready(Path(folder))
        later = [ready(Path(folder)) for _ in range(STARTS)]
    engine = median(bare)
    print("\nstart to /readyz                     s   resident MB    ratio")
    print(f"Python with the document engine  {engine:5.2f} {'':13} {1:8.2f}")
    print(f"first start, index made          {first[0]:5.2f} {first[1]:13.0f} {first[0] / engine:8.2f}")
    seconds, memory = median(s for s, _ in later), median(m for _, m in later)
    print(f"later starts, median of {STARTS}        {seconds:5.2f} {memory:13.0f} {seconds / engine:8.2f}")


def ready(data: Path) -> tuple[float, float]:
    """Start the desk, and return seconds until ready and MB when ready."""
    environ = {
        **os.environ,
        "CLAIMDESK_DATA": str(data),
        "CLAIMDESK_PORT": "0",
        "PYTHONUNBUFFERED": "1",
        "COLUMNS": "200",
    }
    started = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        while True:
            try:
                with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                    return perf_counter() - started, psutil.Process(process.pid).memory_info().rss / 1e6
            except OSError:
                sleep(0.01)
    finally:
        process.terminate()
        process.communicate(timeout=30)


if __name__ == "__main__":
    main()
