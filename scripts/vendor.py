"""Take the front-end parts from the npm registry into the tree, with licence and version.

`make vendor` runs this where Node is; what it writes is kept under version control, so that an
install, a run and the tests need neither Node nor the registry.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Part:
    """A package of the registry: which version, which of its files, and where they go."""

    package: str
    version: str
    files: tuple[str, ...]
    folder: Path


PARTS = (
    Part(
        "htmx.org",
        "2.0.11",
        ("dist/htmx.min.js", "LICENSE"),
        ROOT / "src/rapporteur/web/static/vendor/htmx",
    ),
    # Only the tests use it; it is under the Mozilla Public License and no part of the package.
    Part(
        "axe-core",
        "4.14.1",
        ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"),
        ROOT / "tests/web/vendor/axe",
    ),
)


def take(part: Part) -> None:
    """Write one part's files into its folder; npm checks them against the registry's hashes."""
    with tempfile.TemporaryDirectory() as folder:
        named = f"{part.package}@{part.version}"
        subprocess.run(
            ["npm", "pack", named, "--silent", "--pack-destination", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (packed,) = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as tar:
            tar.extractall(folder, filter="data")
        part.folder.mkdir(parents=True, exist_ok=True)
        for file in part.files:
            shutil.copyfile(Path(folder, "package", file), part.folder / Path(file).name)
    (part.folder / "VERSION").write_text(f"{part.package} {part.version}\n", encoding="utf-8")


def main() -> None:
    """Take all parts."""
    if not shutil.which("npm"):
        sys.exit("The parts come through npm: install Node, and run this again.")
    for part in PARTS:
        take(part)


if __name__ == "__main__":
    main()
