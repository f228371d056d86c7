"""What must hold on any of our pages, whatever it shows."""

from typing import Any

from playwright.async_api import Page

_EVERY = """
const inside = (one) => one.shadowRoot ? every(one.shadowRoot) : [];
const every = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...inside(one)]);
const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
"""

_NAMELESS = f"""() => {{
  {_EVERY}
  const named = (one) => one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.textContent.trim()
    || one.labels?.length || one.title;
  const needing = "button, a, input, textarea, select, iframe, dialog, [role=log], [role=tablist], [role=group]";
  return every(document).filter((one) => one.matches(needing) && !named(one))
    .map((one) => one.outerHTML.slice(0, 120));
}}"""

_FAINT = f"""() => {{
  {_EVERY}
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {{ willReadFrequently: true }});
  const over = (colors) => {{
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {{ canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }}
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }};
  const parent = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const chain = (one) => one ? [...chain(parent(one)), getComputedStyle(one).backgroundColor] : ["white"];
  const light = (rgb) => {{
    const [r, g, b] = rgb.map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }};
  const contrast = (one) => {{
    const back = chain(one);
    const [low, high] = [light(over(back)), light(over([...back, getComputedStyle(one).color]))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }};
  const text = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const silent = ":disabled, script, style, noscript, option";
  return every(document.body).filter((one) => text(one) && shown(one) && !one.matches(silent))
    .map((one) => [contrast(one), one.className, one.textContent.slice(0, 40)]).filter(([ratio]) => ratio < 4.5);
}}"""

_SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def nameless(page: Page) -> Any:
    """Return the controls and regions that a screen reader could not name."""
    return await page.evaluate(_NAMELESS)


async def faint(page: Page) -> Any:
    """Return visible texts whose contrast is under 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    return await page.evaluate(_FAINT)


async def sideways(page: Page) -> Any:
    """Return by how many pixels the page is wider than its window."""
    return await page.evaluate(_SIDEWAYS)
