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


def check_leftovers(source: Side, target: Side) -> list[Finding]:
    """Findings of kind ``leftover``: tags, control tokens and prompt words that the source does not have."""
    for match in _LEFTOVER.finditer(target.text):
        if match[0] not in source.text:
            words = match[0].strip()
            return [Finding("leftover", f"“{words}” does not belong to the text.", "", words)]
    return []
