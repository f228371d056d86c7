"""The app's two icons, drawn: a speech bubble with a tick, as the demo's chat has it."""

from io import BytesIO

from PIL import Image, ImageDraw

ACCENT = "#0B6E75"
COLOUR, OUTLINE = 192, 32
"""Pixels of a side; Teams takes no other sizes."""
_FINER = 8
_WHITE = (255, 255, 255, 255)


def colour_icon() -> bytes:
    """Return the icon in colour: white on the accent, to the edges."""
    size = COLOUR * _FINER
    image = Image.new("RGBA", (size, size), ACCENT)
    draw = ImageDraw.Draw(image)
    _bubble(draw, size, fill=_WHITE)
    _tick(draw, size, ACCENT)
    return _png(image, COLOUR)


def outline_icon() -> bytes:
    """Return the outline: white lines, and nothing else."""
    size = OUTLINE * _FINER
    image = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    _bubble(draw, size, fill=_WHITE)
    inner = size // 14
    box = [(size * 3 // 20 + inner, size * 4 // 20 + inner), (size * 17 // 20 - inner, size * 14 // 20 - inner)]
    draw.rounded_rectangle(box, size // 10, fill=(255, 255, 255, 0))
    _tick(draw, size, _WHITE)
    return _png(image, OUTLINE)


def _bubble(draw: ImageDraw.ImageDraw, size: int, fill: tuple[int, int, int, int]) -> None:
    twentieth = size // 20
    draw.rounded_rectangle([(3 * twentieth, 4 * twentieth), (17 * twentieth, 14 * twentieth)], size // 8, fill=fill)
    draw.polygon(
        [(6 * twentieth, 13 * twentieth), (11 * twentieth, 13 * twentieth), (6 * twentieth, 18 * twentieth)], fill
    )


def _tick(draw: ImageDraw.ImageDraw, size: int, colour: str | tuple[int, int, int, int]) -> None:
    twentieth = size // 20
    points = [(7 * twentieth, 9 * twentieth), (9 * twentieth, 11 * twentieth), (13 * twentieth, 7 * twentieth)]
    draw.line(points, fill=colour, width=size // 14, joint="curve")


def _png(image: Image.Image, size: int) -> bytes:
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    if size == OUTLINE:
        # Only white and transparent: what was blended at an edge becomes white that is thinner.
        white = Image.new("RGBA", small.size, _WHITE)
        white.putalpha(small.getchannel("A"))
        small = white
    buffer = BytesIO()
    small.save(buffer, "PNG")
    return buffer.getvalue()
