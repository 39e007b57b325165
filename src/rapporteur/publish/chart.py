"""Draw charts as SVG that needs nothing from elsewhere: Altair describes, vl-convert draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from xml.sax.saxutils import escape

import altair as alt
import vl_convert

Look = Literal["light", "dark"]

WIDTH = 960  # pixels
STEP = 22  # of a row
LABEL, UPRIGHT, LETTER = 290, 190, 7.4  # most room for a row's name, a column's, and a letter's
MARGIN = 96  # for the axis above and the legend


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of one look; `scale` goes from few to many, `kinds` are those of the pages."""

    ink: str
    quiet: str
    line: str
    scale: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]


# The scales keep one hue and change in lightness alone, so that nobody's eye for colour is needed.
THEMES: dict[Look, Theme] = {
    "light": Theme(
        "#1c2326",
        "#566166",
        "#dcdbd3",
        ("#dceaf0", "#9cc3d1", "#4f8ea5", "#1f4e5f", "#0d2a35"),
        (
            ("practice", "#1a6340"),
            ("challenge", "#9a351d"),
            ("contribution", "#654698"),
            ("recommendation", "#1a569f"),
            ("position", "#6e510e"),
            ("other", "#566166"),
        ),
    ),
    "dark": Theme(
        "#e4e8e9",
        "#a3adb1",
        "#343d40",
        ("#21414c", "#2f6375", "#4f93aa", "#8cc6d8", "#d8f0f7"),
        (
            ("practice", "#7fd0a6"),
            ("challenge", "#f0a08b"),
            ("contribution", "#c4aaf0"),
            ("recommendation", "#93c0f5"),
            ("position", "#dfc070"),
            ("other", "#a3adb1"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Square:
    """One square of a grid: a row, a column, a number, and whether it is doubtful."""

    row: str
    column: str
    number: int
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts by kind, and between how many the whole probably lies."""

    row: str
    parts: tuple[tuple[str, int], ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart says besides its rows: title, description, and the names of its scales."""

    title: str
    told: str
    number: str
    column: str = ""
    kinds: tuple[tuple[str, str], ...] = ()


def height_of(rows: int, columns: Sequence[str] = ()) -> int:
    """Return the height in pixels of a chart of so many rows; its width is WIDTH.

    Names of columns stand upright where they are longer than a number.
    """
    return STEP * rows + MARGIN + (_room(columns, UPRIGHT) if _is_long(columns) else 0)


@lru_cache(maxsize=64)
def draw_grid(
    squares: tuple[Square, ...],
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    words: Words,
    look: Look,
) -> str:
    """Return a grid of squares, the darker (in the dark, the lighter) the more; nothing is empty.

    A doubtful square carries a question mark.
    """
    theme = THEMES[look]
    values = [
        {"row": s.row, "column": s.column, "number": s.number, "sign": "?" if s.doubtful else ""}
        for s in squares
        if s.number or s.doubtful
    ]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("column:N", sort=list(columns), title=words.column, scale=_ordinal(columns),
                axis=_heads(columns)),
        y=alt.Y("row:N", sort=list(rows), title=None, scale=_ordinal(rows),
                axis=_names(rows)),
    )  # fmt: skip
    most = max((s.number for s in squares), default=1)
    shade = alt.Color(
        "number:Q",
        title=words.number,
        scale=alt.Scale(type="sqrt", domain=[1, max(2, most)], range=list(theme.scale)),
        legend=alt.Legend(
            orient="bottom",
            gradientLength=240,
            format="d",
            values=sorted({1, max(1, most // 8), max(1, most // 3), most}),
        ),
    )
    counted = base.transform_filter("datum.number > 0").mark_rect()
    unsure = base.transform_filter("datum.sign").mark_text(color=theme.ink, fontSize=11)
    layers = alt.layer(counted.encode(color=shade), unsure.encode(text="sign:N"))
    return _draw(layers, height_of(len(rows), columns), words, theme)


@lru_cache(maxsize=64)
def draw_bars(bars: tuple[Bar, ...], words: Words, look: Look) -> str:
    """Return a bar for each row in parts by kind, with a line from the least to the most."""
    theme, names = THEMES[look], dict(words.kinds)
    rows = [bar.row for bar in bars]
    parts = [
        {"row": bar.row, "kind": names[kind], "number": number, "at": at}
        for bar in bars
        for at, (kind, number) in enumerate(bar.parts)
        if number
    ]
    ranges = [{"row": bar.row, "least": bar.least, "most": bar.most} for bar in bars if bar.most]
    y = alt.Y("row:N", sort=rows, title=None, scale=_ordinal(rows), axis=_names(rows))
    coloured = [(names[kind], colour) for kind, colour in theme.kinds if kind in names]
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=[n for n, _ in coloured], range=[c for _, c in coloured]),
        legend=alt.Legend(orient="bottom", columns=6, columnPadding=28, symbolType="square"),
    )
    axis = alt.Axis(orient="top", tickMinStep=1, format="d")
    stacked = (
        alt.Chart(alt.InlineData(values=parts))
        .mark_bar(size=STEP * 0.55)
        .encode(x=alt.X("number:Q", title=words.number, axis=axis), y=y, color=colour,
                order=alt.Order("at:Q"))
    )  # fmt: skip
    whisker = alt.Chart(alt.InlineData(values=ranges)).encode(y=y)
    line = whisker.mark_rule(color=theme.ink, strokeWidth=1.5).encode(x="least:Q", x2="most:Q")
    ends = [
        whisker.mark_tick(color=theme.ink, thickness=1.5, size=9).encode(x=f"{end}:Q")
        for end in ("least", "most")
    ]
    return _draw(alt.layer(stacked, line, *ends), height_of(len(bars)), words, theme)


def _ordinal(values: Sequence[str]) -> alt.Scale:
    return alt.Scale(domain=list(values), paddingInner=0.08)


def _names(rows: Sequence[str]) -> alt.Axis:
    # Room by the count of letters: the reader's font may be wider than the one measured here.
    return alt.Axis(labelLimit=LABEL, labelOverlap=False, minExtent=_room(rows, LABEL))


def _heads(columns: Sequence[str]) -> alt.Axis:
    if not _is_long(columns):
        return alt.Axis(orient="top", labelAngle=0, labelOverlap=False)
    room = _room(columns, UPRIGHT)
    return alt.Axis(
        orient="top", labelAngle=-90, labelLimit=UPRIGHT, labelOverlap=False, minExtent=room
    )


def _is_long(columns: Sequence[str]) -> bool:
    return any(len(name) > 3 for name in columns)


def _room(names: Sequence[str], most: int) -> int:
    return min(most, round(LETTER * max(map(len, names), default=0)))


def _draw(chart: Any, height: int, words: Words, theme: Theme) -> str:
    """Draw at a size that the page can know before; words go in for those who cannot see it."""
    sized = chart.properties(
        width=WIDTH,
        height=height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
    )
    plain = (
        sized.configure(aria=False, background="transparent", font="sans-serif", padding=4)
        .configure_axis(
            labelColor=theme.ink, titleColor=theme.quiet, gridColor=theme.line,
            domainColor=theme.line, tickColor=theme.line, labelFontSize=12, titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_legend(labelColor=theme.ink, titleColor=theme.quiet, labelFontSize=12,
                          titleFontSize=12, titleFontWeight="normal")
        .configure_view(stroke=None)
    )  # fmt: skip
    drawn = vl_convert.vegalite_to_svg(plain.to_json(), allowed_base_urls=[])
    said = f"<title>{escape(words.title)}</title><desc>{escape(words.told)}</desc>"
    head, _, rest = drawn.partition(">")
    return f'{head} role="img">{said}{rest}'
