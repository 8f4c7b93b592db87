"""Fetch the page that a person names on the command line. The HTTP service fetches nothing."""

import http.client
import urllib.error
import urllib.request

#: Time for the connection and for each read.
TIMEOUT_SECONDS = 20
#: Some sites refuse a client that does not say who it is.
HEADERS = {"User-Agent": "intisari (command line)", "Accept": "text/html, text/plain, application/json"}


class FetchError(Exception):
    """The page was not fetched; the message is a sentence that says why."""


def fetch(address: str, max_bytes: int) -> bytes:
    """At most ``max_bytes`` + 1 bytes of the page at ``address`` (http or https), in UTF-8 where the site names another
    encoding.

    Raises:
        FetchError: the site cannot be reached, or answers with an error.
    """
    try:
        request = urllib.request.Request(address, headers=HEADERS)  # noqa: S310  only http and https come here
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            raw: bytes = response.read(max_bytes + 1)
            charset = response.headers.get_content_charset("utf-8")
    except urllib.error.HTTPError as error:
        raise FetchError(f"The site answered {error.code} {error.reason}.") from error
    except urllib.error.URLError as error:
        raise FetchError(f"The site cannot be reached: {error.reason}.") from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise FetchError(f"The page cannot be fetched: {error}.") from error
    try:
        return raw if charset == "utf-8" else raw.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw  # what the page says of itself is tried next
