"""Time a whole ingest from the command line, start included: seconds and peak memory.

    python benchmarks/report.py FILE [RUNS]

Seconds are those of the clock, which count what else the machine does, and those of the processor.
Beside them stands what the interpreter takes to start and import the packages alone.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "rapporteur"]


def run(words: list[str]) -> tuple[float, float, float]:
    """Return seconds of the clock and of the processor, and peak megabytes, of one process."""
    begin = time.perf_counter()
    process = subprocess.Popen(COMMAND + words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{words} failed")
    took = time.perf_counter() - begin
    return took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    file, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        whole = [
            run(["--store", str(Path(folder) / f"{n}.db"), "ingest", file]) for n in range(runs)
        ]
    start = [run(["--help"]) for _ in range(runs)]
    for name, found in (("ingest", whole), ("start alone", start)):
        clock, processor, memory = zip(*found, strict=True)
        print(
            f"{name:12} median {statistics.median(clock):6.2f} s "
            f"({min(clock):.2f} to {max(clock):.2f}), "
            f"of processor {statistics.median(processor):6.2f} s, peak {max(memory):.0f} MB"
        )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
