"""Bars as a picture. The library is loaded on the first one.

The picture has its own paper, so that it reads alike wherever it stands; the dark one is for pages that are dark.
Both colours keep a contrast of 3 : 1 and more with their paper, and differ for who does not see red and green.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars, one for each label; each series has a value for every label. `alt` says what they show."""

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    alt: str
    lying: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    paper: str
    ink: str
    grid: str
    bars: tuple[str, ...]


_LIGHT = _Look("#ffffff", "#1d1c1d", "#d9d9d9", ("#2b6cb0", "#c05621"))
_DARK = _Look("#1a1d21", "#e8e8e8", "#3c4046", ("#63b3ed", "#f6ad55"))
_DOTS_PER_INCH = 130
_WIDTH = 7.6


def draw(bars: Bars, *, dark: bool = False) -> bytes:
    """Return the picture as PNG."""
    from matplotlib.figure import Figure

    look = _DARK if dark else _LIGHT
    height = 1.3 + 0.34 * len(bars.labels) if bars.lying else 3.6
    figure = Figure(figsize=(_WIDTH, height), facecolor=look.paper, layout="constrained")
    axes = figure.add_subplot(facecolor=look.paper)
    _fill(axes, bars, look)
    _dress(axes, bars, look)
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=_DOTS_PER_INCH)
    return picture.getvalue()


def _fill(axes: Any, bars: Bars, look: _Look) -> None:
    places = list(range(len(bars.labels)))
    below = [0] * len(places)
    for (name, values), colour in zip(bars.series, look.bars, strict=False):
        if bars.lying:
            drawn = axes.barh(places, values, left=below, color=colour, label=name, height=0.7)
        else:
            drawn = axes.bar(places, values, bottom=below, color=colour, label=name, width=0.7)
        shown = [str(value) if _is_told(value, place, bars) else "" for place, value in enumerate(values)]
        axes.bar_label(drawn, labels=shown, label_type="center", color=look.paper, fontsize=9, fontweight="bold")
        below = [low + value for low, value in zip(below, values, strict=True)]
    for place, total in zip(places, below, strict=True):
        where = {"ha": "left", "va": "center"} if bars.lying else {"ha": "center", "va": "bottom"}
        spot = (total, place) if bars.lying else (place, total)
        axes.annotate(f" {total} ", spot, color=look.ink, fontsize=9, **where)


def _is_told(value: int, place: int, bars: Bars) -> bool:
    """Say whether a part of a bar has room for its number; where it is the whole bar, the number stands beside it."""
    totals = [sum(values) for values in zip(*(values for _, values in bars.series), strict=True)]
    return bool(0 < value < totals[place] and value >= 0.08 * max(totals))


def _dress(axes: Any, bars: Bars, look: _Look) -> None:
    axes.set_title(bars.title, loc="left", color=look.ink, fontsize=12, fontweight="bold", pad=14)
    if bars.lying:
        axes.set_yticks(range(len(bars.labels)), bars.labels)
        axes.invert_yaxis()
    else:
        axes.set_xticks(range(len(bars.labels)), bars.labels)
    axes.tick_params(colors=look.ink, labelsize=9, length=0)
    counted = axes.xaxis if bars.lying else axes.yaxis
    counted.get_major_locator().set_params(integer=True)
    axes.grid(axis="x" if bars.lying else "y", color=look.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.margins(**{"x" if bars.lying else "y": 0.1})
    for side in axes.spines.values():
        side.set_visible(False)
    if len(bars.series) > 1:
        axes.legend(
            loc="upper right", bbox_to_anchor=(1, 1.16), ncols=2, frameon=False, labelcolor=look.ink, fontsize=9
        )
