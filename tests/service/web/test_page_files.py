"""How the page is served, and that its parts fit together."""

import re

import pytest
from starlette.testclient import TestClient

from models.article.boilerplate import RULES
from models.checks.finding import KINDS
from models.engines.lexicon import LexiconEngine
from service.app import create_app
from service.settings import Settings
from service.web.page import FOLDER

FILES = sorted(file.name for file in FOLDER.iterdir())


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Settings(), LexiconEngine()))


@pytest.mark.parametrize("path", ["/", *(f"/static/{name}" for name in FILES)])
def test_every_file_comes_with_a_strict_policy(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert client.head(path).status_code == 200


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/static/app.js").headers["etag"]
    assert client.get("/static/app.js", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["none.js", "..%2fpage.py", "%2e%2e/page.py", "..%2f..%2fsettings.py", "", "a%00b"])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_everything_that_the_page_asks_for_is_its_own() -> None:
    for name in FILES:
        text = (FOLDER / name).read_text(encoding="utf-8")
        for address in re.findall(r"https?://[^\s\"'<>]+", text):
            assert address == "http://www.w3.org/2000/svg"
        for asked in re.findall(
            r"""(?:src|href)="static/([\w.-]+)"|from "\./([\w.-]+)"|fetch\("static/([\w.-]+)""", text
        ):
            assert "".join(asked) in FILES


def test_every_rule_and_check_has_a_name_for_editors() -> None:
    table = (FOLDER / "strings.js").read_text(encoding="utf-8")
    for key in (*(f"rule.{rule}" for rule in RULES), *(f"check.{kind}" for kind in KINDS)):
        assert f'  "{key}": [' in table
