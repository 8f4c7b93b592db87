"""Is something in the translation that belongs to the machine and not to the text?"""

import re

from models.checks.finding import Finding
from models.checks.side import Side

# Control tokens, word-piece marks, placeholders, tags, entities, and the chat of instruction-tuned models.
_LEFTOVER = re.compile(
    r"<[/!]?[A-Za-z0-9_|][^<>\n]{0,60}>|&(?:[a-z]{2,8}|#[0-9]{1,6});|[▁⁇\ufffd]|\[/?(?:INST|SYS|UNK|PAD|CLS|SEP|MASK)\]|```"
    r"|__[A-Za-z]{2,12}__|\{\{?[A-Za-z0-9_]{1,20}\}\}?"
    r"|\A\s*(?:translation|english translation|english|answer|output|indonesian)\s*:"
    r"|\A\s*(?:sure|certainly|of course)[,!.] here|\bhere(?:'s| is) the (?:english )?translation\b|\bas an ai\b",
    re.IGNORECASE,
)

_BRACKET = re.compile(r"[()\[\]]")
#: What each closing bracket closes.
_PARTNERS = {")": "(", "]": "["}


def check_leftovers(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``leftover``: tags, control tokens and prompt words that the source does not have, and a bracket
    that has no partner where those of the source have theirs."""
    for match in _LEFTOVER.finditer(target.text):
        if match[0] not in source.text:
            words = match[0].strip()
            return [Finding("leftover", f"“{words}” does not belong to the text.", "", words)]
    stray = _without_partner(target.text)
    if stray and not _without_partner(source.text):
        return [Finding("leftover", f"A bracket has no partner: “{stray}”.", "", stray)]
    return []


def _without_partner(text: str) -> str:
    """The first bracket that has no partner, with its neighbours; empty where all have theirs."""
    opened: list[re.Match[str]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in _PARTNERS.values():
            opened.append(bracket)
        elif opened and _PARTNERS[bracket[0]] == opened[-1][0]:
            opened.pop()
        else:
            return _around(text, bracket)
    return _around(text, opened[0]) if opened else ""


def _around(text: str, bracket: re.Match[str]) -> str:
    """The bracket in what stands around it without a space."""
    start = max(text.rfind(" ", 0, bracket.start()), text.rfind("\n", 0, bracket.start())) + 1
    return text[start:].split(maxsplit=1)[0]
