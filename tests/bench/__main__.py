"""`make bench`: every benchmark in a process of its own, one after another."""

import subprocess
import sys

BENCHES = (
    "bench_store",
    "bench_streams",
    "bench_knowledge",
    "bench_turn",
    "bench_same_time",
    "bench_model",
    "bench_slack",
    "bench_teams",
    "bench_start",
)

for name in BENCHES:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=True)
