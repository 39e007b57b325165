"""Draw the plots of docs/method.md as SVG."""

import io
from pathlib import Path
from typing import Any

import altair as alt

TITLES = {"kind": "kind", "gcm": "GCM objectives", "sdg": "SDGs"}
SETS = {"first": "report, first half", "blind": "report, second half", "others": "other bodies"}
COLOURS = ["#1f5f99", "#c2571a", "#4d7a3a"]
SIZE = 210  # pixels, one panel's width and height

Figures = dict[str, Any]


def draw_plots(figures: Figures, folder: Path) -> None:
    """Write calibration.svg into `folder`, and learning.svg where there are learning curves."""
    save(draw_calibration(figures), describe_calibration(figures), folder / "calibration.svg")
    if "learning" in figures:
        told = "Figures by the number of sentences learnt from."
        save(draw_curves(figures["learning"]), told, folder / "learning.svg")


def save(chart: alt.TopLevelMixin, told: str, place: Path) -> None:
    """Write a chart as SVG, with words for those who cannot see it."""
    drawn = io.StringIO()
    chart.save(drawn, format="svg")
    place.write_text(drawn.getvalue().replace(">", f"><desc>{told}</desc>", 1), encoding="utf-8")


def describe_calibration(figures: Figures) -> str:
    """Say in words what the calibration plot shows; the plot carries it."""
    parts = [
        f"{TITLES[measure]}, {title}: {figures['sets'][name]['calibration'][measure]['ece']:.3f}"
        for measure in TITLES
        for name, title in SETS.items()
    ]
    return f"Share right against confidence. Expected calibration error: {'; '.join(parts)}."


def draw_calibration(figures: Figures) -> alt.TopLevelMixin:
    """Draw the share that is right over the confidence, a panel for each measure."""
    panels = [_panel(title, _points(figures, measure)) for measure, title in TITLES.items()]
    return _plain(alt.hconcat(*panels, spacing=28))


def draw_curves(learning: list[Figures]) -> alt.TopLevelMixin:
    """Draw each measure over the number of sentences learnt from."""
    chart = (
        alt.Chart(alt.InlineData(values=learning))
        .mark_line(point=True)
        .encode(
            x=alt.X("sentences:Q", title="sentences learnt from"),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False)),
            color=alt.Color("measure:N", title=None),
        )
        .properties(width=2 * SIZE, height=SIZE)
    )
    return _plain(chart)


def _points(figures: Figures, measure: str) -> list[Figures]:
    return [
        {"set": title, "confidence": part["confidence"], "right": part["right"], "n": part["n"]}
        for name, title in SETS.items()
        for part in figures["sets"][name]["calibration"][measure]["bins"]
    ]


def _panel(title: str, points: list[Figures]) -> Any:
    unit = alt.Scale(domain=[0, 1])
    straight = alt.InlineData(values=[{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}])
    x = alt.X("confidence:Q", scale=unit, title="confidence")
    y = alt.Y("right:Q", scale=unit, title="share right")
    colour = alt.Color(
        "set:N",
        title=None,
        scale=alt.Scale(domain=list(SETS.values()), range=COLOURS),
        legend=alt.Legend(orient="bottom"),
    )
    size = alt.Size("n:Q", title=None, scale=alt.Scale(range=[15, 320]), legend=None)
    honest = alt.Chart(straight).mark_line(color="#999", strokeDash=[4, 4]).encode(x=x, y=y)
    lines = alt.Chart(alt.InlineData(values=points)).mark_line(opacity=0.5)
    dots = alt.Chart(alt.InlineData(values=points)).mark_circle(opacity=0.85)
    drawn = (honest, lines.encode(x=x, y=y, color=colour))
    return alt.layer(*drawn, dots.encode(x=x, y=y, color=colour, size=size)).properties(
        title=title, width=SIZE, height=SIZE
    )


def _plain(chart: Any) -> alt.TopLevelMixin:
    plain: alt.TopLevelMixin = (
        chart.configure(background="white", font="sans-serif")
        .configure_axis(gridColor="#eee", labelFontSize=11, titleFontSize=12, tickCount=5)
        .configure_view(stroke=None)
        .configure_title(fontSize=13, anchor="start")
    )
    return plain
