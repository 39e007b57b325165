"""Render docs/method.md from its figures and a template of prose."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rapporteur.frameworks import load_framework

ROOT = Path(__file__).resolve().parents[2]
METHOD = ROOT / "docs" / "method.md"
README = ROOT / "README.md"
FIGURES = ROOT / "docs" / "method" / "figures.json"
TEMPLATE = "method.md.j2"

MEASURES = {
    "source F1": "whose words: source, F1",
    "speaker accuracy": "speaker named rightly, or rightly not named",
    "kind accuracy": "kind of point, accuracy",
    "kind macro F1": "kind of point, mean F1 of the kinds",
    "kind kappa": "kind of point, Cohen’s kappa",
    "about F1": "countries it is about, F1",
    "figures F1": "figures, F1",
    "groups F1": "affected groups, F1",
    "gcm F1": "GCM objectives, F1",
    "gcm first hit": "best GCM objective is one of the reader’s",
    "sdg F1": "SDGs, F1",
}
BRIEF = (  # what the first page shows
    "source F1",
    "speaker accuracy",
    "kind accuracy",
    "about F1",
    "figures F1",
    "groups F1",
    "gcm F1",
    "sdg F1",
)
BEGIN, END = "<!-- figures: make method -->", "<!-- end of figures -->"
SETS = {
    "report": "first half of the report",
    "others": "other bodies",
    "read": "sentences picked for training",
}
AIM = 0.05  # the expected calibration error that is allowed
SURE = {"kind": "kind", "gcm": "GCM objective", "sdg": "SDG"}
SHORT_TITLE = 60  # letters of a code's title; the official ones run over lines

Figures = dict[str, Any]


def read_figures() -> Figures:
    """Return the figures that docs/method.md is made of."""
    figures: Figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    return figures


def render(figures: Figures) -> str:
    """Return the text of docs/method.md; sections whose figures are missing are left out."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update({table.__name__: table for table in TABLES})
    sets = figures["sets"]
    halves = {"second half": sets["blind"], "first half": sets["first"]}
    halves["other bodies"] = sets["others"]
    return environment.get_template(TEMPLATE).render(figures, halves=halves, aim=AIM)


def update_readme(text: str, figures: Figures) -> str:
    """Return the first page with these figures between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    sets = figures["sets"]
    columns = {
        f"second half, blind ({sets['blind']['sentences']} sentences)": sets["blind"],
        f"first half ({sets['first']['sentences']})": sets["first"],
    }
    table = show_measures(columns, "its two readers", sets["first"], BRIEF)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def show_measures(
    columns: dict[str, Figures],
    readers: str = "",
    read: Figures | None = None,
    names: Iterable[str] = tuple(MEASURES),
) -> str:
    """Measures down, sets across; `readers` heads how the readers of the set `read` agree."""
    rows = []
    for name in names:
        cells = [_measure(name, found, "machine") for found in columns.values()]
        if read:
            cells.append(_measure(name, read, "readers"))
        if set(cells) != {"–"}:
            rows.append([MEASURES[name], *cells])
    return _table(["measure", *columns, *([readers] if read else [])], rows)


def show_classes(measure: str, columns: dict[str, Figures]) -> str:
    """Classes down, sets across: precision, recall, F1 and n of each."""
    classes = {head: found["classes"][measure] for head, found in columns.items()}
    names = dict.fromkeys(name for found in classes.values() for name in found)
    names = dict.fromkeys(sorted(names, key=int)) if measure in ("gcm", "sdg") else names
    titles = {} if measure == "kind" else _titles(measure)
    rows = [
        [titles.get(name, name), *(_score(found.get(name)) for found in classes.values())]
        for name in names
    ]
    return _table([{"kind": "kind", "groups": "group"}.get(measure, "code"), *columns], rows)


def show_confusion(found: Figures) -> str:
    """Count what the store said of each kind that the readers gave."""
    confusion = found["confusion"]
    every = next(iter(confusion.values()))
    heads = [said for said in every if any(row[said] for row in confusion.values())]
    rows = [[kind, *(f"{row[said]:g}" for said in heads)] for kind, row in confusion.items()]
    return _table(["readers’ kind", *heads], rows)


def show_errors(columns: dict[str, Figures]) -> str:
    """Give the expected calibration error of each measure, and how many proposals it rests on."""
    rows = []
    for measure, title in SURE.items():
        found = [figures["calibration"][measure] for figures in columns.values()]
        rows.append([title, *map(_error, found)])
    return _table(["confidence in", *columns], rows)


def show_heldout(heldout: Figures) -> str:
    """Measures down, sets of documents across, of models that did not learn from them."""
    names = dict.fromkeys(name for found in heldout.values() for name in found)
    rows = [[name, *(_number(found.get(name)) for found in heldout.values())] for name in names]
    return _table(["measure", *(SETS.get(name, name) for name in heldout)], rows)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value > 1 else f"{value:.3f}"


def show_worst(worst: Iterable[Figures]) -> str:
    """List mistakes by their place."""
    rows = [
        [
            row["file"] or "the report",
            row["page"],
            row["label"],
            f"{row['said']} ({row['confidence']:.2f})",
            " / ".join(dict.fromkeys(row["readers"])),
        ]
        for row in worst
    ]
    return _table(["source", "page", "label", "store", "readers"], rows)


def show_coders(coders: dict[str, dict[str, int]]) -> str:
    """Say how many codes of each framework each coder gave."""
    return "; ".join(
        f"{framework.upper()}: {', '.join(f'{coder} {n}' for coder, n in found.items())}"
        for framework, found in coders.items()
    )


def show_curves(learning: Sequence[Figures]) -> str:
    """Figures by how many labelled sentences they were learnt from."""
    measures = list(dict.fromkeys(row["measure"] for row in learning))
    sizes = sorted({row["sentences"] for row in learning})
    held = {(row["sentences"], row["measure"]): f"{row['value']:.3f}" for row in learning}
    rows = [[size, *(held.get((size, name), "–") for name in measures)] for size in sizes]
    return _table(["sentences learnt from", *measures], rows)


TABLES = (
    show_measures,
    show_classes,
    show_confusion,
    show_errors,
    show_heldout,
    show_worst,
    show_coders,
    show_curves,
)


def _measure(name: str, found: Figures, whose: str) -> str:
    if name not in found[whose]:
        return "–"
    n, said = found["counts"].get(name.split()[0], (1, 1))
    if not n and not (said and name.endswith("F1")):
        return "–"
    return f"{found[whose][name]:.3f}"


def _error(calibration: Figures) -> str:
    error = f"{calibration['ece']:.3f}"
    return f"{f'**{error}**' if calibration['ece'] <= AIM else error} ({calibration['n']})"


def _score(score: Sequence[float] | None) -> str:
    if score is None or not score[3] + score[4]:
        return "–"
    precision, recall, f1, n, said = score
    parts = (f"{precision:.2f}" if said else "–", f"{recall:.2f}" if n else "–", f"{f1:.2f}")
    return f"{' / '.join(parts)}, {n:g}"


def _titles(framework: str) -> dict[str, str]:
    codes = load_framework(framework).codes
    if framework == "groups":
        return {code.code: code.title for code in codes}
    return {code.code: f"{code.code} {_shorten(code.title)}" for code in codes}


def _shorten(title: str) -> str:
    if len(title) <= SHORT_TITLE:
        return title
    return f"{title[:SHORT_TITLE].rpartition(' ')[0]} …"


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [list(heads), ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
