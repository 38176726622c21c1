"""Pages as people see them, drawn by the Chromium of the system."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
Scheme = Literal["light", "dark"]

CONTRASTS = """() => {
  const light = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const parts = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parts(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
    if (!text || !parent.getClientRects().length) continue;
    const style = getComputedStyle(parent);
    const pair = [luminance(parts(style.color)), luminance(ground(parent))].sort((a, b) => b - a);
    found.push({text: text.slice(0, 40), size: parseFloat(style.fontSize), ratio: (pair[0] + 0.05) / (pair[1] + 0.05)});
  }
  return found;
}"""
"""Of every piece of text that shows: its size in pixels, and its contrast with what is behind it (WCAG 2.1)."""

OVER_THE_EDGE = """() => [...document.body.querySelectorAll('*')]
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.className)"""

LUMINANCE = """([picture, x, y, width, height]) => new Promise((done) => {
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement('canvas'), {width: image.width, height: image.height});
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(x, y, width, height).data;
    const greys = [];
    for (let at = 0; at < pixels.length; at += 4) greys.push((pixels[at] + pixels[at + 1] + pixels[at + 2]) / 765);
    greys.sort((a, b) => a - b);
    done([greys[0], greys[Math.floor(greys.length / 2)], greys[greys.length - 1]]);
  };
  image.src = 'data:image/png;base64,' + picture;
})"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without any network of its own."""
    with sync_playwright() as player:
        running = player.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


@contextmanager
def shown(running: Browser, html: str, width: int, scheme: Scheme) -> Iterator[Page]:
    """The page of some HTML in a window of that width; what it asks the network for stands in `page.asked`."""
    context = running.new_context(viewport={"width": width, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.set_content(html)
    try:
        yield page
    finally:
        context.close()


def greys(page: Page, selector: str) -> tuple[float, float, float]:
    """The darkest, the median and the lightest grey of what shows in the place of an element, from 0 to 1."""
    box = page.locator(selector).bounding_box()
    picture = base64.b64encode(page.screenshot(full_page=True)).decode()
    inside = [picture, box["x"] + 1, box["y"] + 1, box["width"] - 2, box["height"] - 2]
    darkest, median, lightest = page.evaluate(LUMINANCE, inside)
    return darkest, median, lightest
