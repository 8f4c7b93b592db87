"""What a page says about itself: schema.org JSON-LD, Open Graph, plain ``meta`` elements, the heading."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from models.article.document import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = frozenset({"Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "LiveBlogPosting"})
_SITE_BEHIND = re.compile(r"\s+(?:[-–—|»:]+|\|{1,2})\s+(?P<site>[^-–—|»]{2,40})$")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Larger than any real block; a hostile one is not parsed.
_LONGEST_JSON = 1_000_000


def read_metadata(root: "HtmlElement") -> tuple[str | None, Metadata]:
    """Title and metadata of a page; ``date`` is ISO 8601, everything else as the page writes it."""
    article = next(_articles(root), {})
    site = _meta(root, "og:site_name", "application-name") or _name(article.get("publisher"))
    published = _text(article.get("datePublished")) or _meta(
        root,
        "article:published_time",
        "datePublished",
        "publishdate",
        "publish-date",
        "date",
        "dc.date",
        "content_PublishedDate",
    )
    author = _name(article.get("author")) or _meta(root, "author", "article:author", "content_author", "dc.creator")
    if author and author.startswith(("http://", "https://")):
        author = None
    date = published if published and _ISO_DATE.match(published) else None
    return _title(root, article, site), Metadata(author=author, date=date, site=site)


def _title(root: "HtmlElement", article: dict[str, Any], site: str | None) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in root.iter("h1")]
    named = [_text(article.get("headline")), _meta(root, "og:title", "twitter:title"), root.findtext(".//title")]
    candidates = [" ".join(name.split()) for name in named if name and name.strip()]
    for heading in headings:
        if heading and any(_letters(heading) in _letters(name) for name in candidates):
            return heading
    if not candidates:
        return headings[0] if len(headings) == 1 and headings[0] else None
    return _without_site(candidates[0], site)


def _without_site(title: str, site: str | None) -> str:
    match = _SITE_BEHIND.search(title)
    if match is None:
        return title
    behind = _letters(match.group("site"))
    is_site = (site and (behind in _letters(site) or _letters(site) in behind)) or "." in match.group("site")
    return title[: match.start()].strip() if is_site else title


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _meta(root: "HtmlElement", *names: str) -> str | None:
    wanted = {name.lower() for name in names}
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = " ".join((element.get("content") or "").split())
        if name in wanted and content:
            found.setdefault(name, content)
    return next((found[name.lower()] for name in names if name.lower() in found), None)


def _articles(root: "HtmlElement") -> Iterator[dict[str, Any]]:
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or len(
            script.text or ""
        ) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        blocks = data if isinstance(data, list) else [data]
        for block in blocks:
            graph = block.get("@graph", [block]) if isinstance(block, dict) else []
            for node in graph if isinstance(graph, list) else [graph]:
                if isinstance(node, dict) and _types(node) & _ARTICLE_TYPES:
                    yield node


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type", [])
    return {kind for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)}


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
