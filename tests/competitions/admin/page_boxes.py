"""The controls of an admin page as a browser would send them."""

import html
import re
from typing import Any


def boxes(page: Any, prefix: str) -> dict[str, str]:
    """Every control whose name starts with the prefix, with what stands in it."""
    text, found = page.content.decode(), {}
    for tag in re.findall(r"<input[^>]*>", text):
        values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if values.get("name", "").startswith(prefix) and (values["type"] != "checkbox" or " checked" in tag):
            found[values["name"]] = html.unescape(values.get("value", "on"))
    for name, inner in re.findall(rf'<select name="({prefix}[^"]*)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    for name, inner in re.findall(rf'<textarea name="({prefix}[^"]*)"[^>]*>(.*?)</textarea>', text, re.S):
        found[name] = html.unescape(inner)
    return found
