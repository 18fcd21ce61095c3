"""What a page is asked, by a browser: may everybody use it, at every width, in both themes?"""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
#: A page's own style sheets are all it has, so none is loaded once more.
EVERY_RULE = {
    "preload": False,
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
}
#: What the dark theme changes: colours and nothing else.
RULES_OF_COLOUR = {**EVERY_RULE, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
#: The narrowest window of WCAG 1.4.10: 1280 pixels at 400 %.
NARROWEST = 320
#: A telephone held upright. Every colour of a page is on it, so the dark theme is looked at there.
PHONE = 360

#: Things to press that are smaller than 24 pixels, apart from links within a sentence (WCAG 2.5.8).
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  if (!box.width || !box.height || style.visibility === "hidden" || one.type === "hidden") return false;
  if (one.closest(".visually-hidden, .skip, [inert]") || one.matches(".visually-hidden")) return false;
  if (style.display === "inline" && one.tagName === "A") return false;
  const label = one.closest("label"), all = label ? label.getBoundingClientRect() : box;
  return Math.max(box.width, all.width) < 23.5 || Math.max(box.height, all.height) < 23.5;
}).map(one => one.outerHTML.slice(0, 120))"""

#: What makes a narrow window scroll sideways, or is cut off by its own box.
TOO_WIDE = """() => {
  const page = document.documentElement;
  const found = [];
  if (page.scrollWidth > window.innerWidth + 1) found.push(`the page is ${page.scrollWidth} wide`);
  for (const one of document.querySelectorAll("main *, header *, footer *")) {
    const box = one.getBoundingClientRect();
    if (!box.width || one.closest(".visually-hidden, svg, pre, input, select, textarea, .editor__tabs")) continue;
    if (box.right > window.innerWidth + 1) found.push(`sticks out: ${one.outerHTML.slice(0, 100)}`);
    const style = getComputedStyle(one);
    const cut = style.overflowX === "hidden" || style.overflowX === "clip";
    if (cut && one.scrollWidth > one.clientWidth + 2) found.push(`cut: ${one.outerHTML.slice(0, 100)}`);
  }
  return found.slice(0, 5);
}"""

#: What every page has, or must not have.
SHAPE = """() => {
  const wrong = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  if (count("h1") !== 1) wrong.push(`${count("h1")} headings of the first level`);
  if (!document.title.includes(" · ")) wrong.push(`the title is ${document.title}`);
  if (document.documentElement.lang !== "en") wrong.push("no language");
  if (count("[tabindex]:not([tabindex='0'], [tabindex='-1'])")) wrong.push("an order of its own for the keyboard");
  const ways = [...document.querySelectorAll("a[href='/a-moment/']")];
  const inPlace = ways[0]?.closest(count(".site-account form") ? ".site-account" : ".site-footer");
  if (count(".site-footer") && (ways.length !== 1 || !inPlace))
    wrong.push(`${ways.length} ways to a moment, or not in their place`);
  if (count("[autofocus]:not(.form-errors)")) wrong.push("a field that takes the focus");
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  for (const id of new Set(ids)) if (ids.filter(other => other === id).length > 1) wrong.push(`the id ${id} twice`);
  for (const name of ["aria-labelledby", "aria-describedby"])
    for (const one of document.querySelectorAll(`[${name}]`))
      for (const id of one.getAttribute(name).trim().split(/ +/))
        if (!document.getElementById(id)) wrong.push(`nothing has the id ${id}`);
  for (const link of document.querySelectorAll("a[href^='#']"))
    if (!document.getElementById(link.hash.slice(1))) wrong.push(`a link to ${link.hash}, which is not here`);
  return wrong;
}"""

INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE
)


def by_axe(page: Page, width: int) -> list[str]:
    """The rules of WCAG 2.0 to 2.2, A and AA, that the page breaks at this width; in the dark on a telephone."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("window.scrollTo(0, 0)")  # what is half under the band along the top would count as small
    found = []
    themes = [("light", EVERY_RULE), ("dark", RULES_OF_COLOUR)]
    for theme, rules in themes if width <= PHONE else themes[:1]:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        broken: list[dict[str, Any]] = page.evaluate(
            "rules => axe.run(rules).then(found => found.violations)", rules
        )
        found += [
            f"{theme}, {width}: {rule['id']}: {node['html'][:150]}" for rule in broken for node in rule["nodes"][:3]
        ]
    page.emulate_media(color_scheme="light")
    return found


def at_four_hundred_per_cent(page: Page) -> list[str]:
    """What does not fit into the narrowest window."""
    page.set_viewport_size({"width": NARROWEST, "height": 256})
    return [f"{NARROWEST}: {what}" for what in page.evaluate(TOO_WIDE)]


def too_small(page: Page) -> list[str]:
    """Targets under 24 pixels at the width of a telephone."""
    page.set_viewport_size({"width": PHONE, "height": 800})
    return [f"too small: {what}" for what in page.evaluate(SMALL)]
