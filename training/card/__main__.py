"""Measure; write docs/method.md with its figures and plots, those of README.md and of the pages.

    python -m training.card [SHARED]

SHARED is the folder of real documents and labels, ../shared by default. `--render` measures
nothing and writes all again from the figures that are there. Figures that come from elsewhere
("learning", "model", "tried") are kept; their sections are left out while there are none.
"""

import json
import sys
from pathlib import Path

from training.card.measure import measure_all
from training.card.plots import draw_plots
from training.card.rates import write_rates
from training.card.render import FIGURES, METHOD, README, ROOT, read_figures, render, update_readme


def main(words: list[str]) -> None:
    """Write figures, plots and document; keep figures that are measured elsewhere."""
    if "--render" in words:
        figures = read_figures()
    else:
        shared = Path(words[0]) if words else ROOT.parent / "shared"
        known = read_figures() if FIGURES.is_file() else {}
        figures = known | measure_all(shared)
        FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    draw_plots(figures, FIGURES.parent)
    write_rates(figures)
    METHOD.write_text(render(figures), encoding="utf-8")
    README.write_text(update_readme(README.read_text(encoding="utf-8"), figures), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
