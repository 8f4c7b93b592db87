"""The OpenAPI document: reviewed like prose, and its examples run as they are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.engines.lexicon import LexiconEngine
from service.app import create_app
from service.settings import Settings

SNAPSHOT = Path(__file__).with_name("openapi.json")


def document() -> dict[str, Any]:
    made = create_app(Settings(), LexiconEngine()).openapi()
    made["info"]["version"] = "any"
    return made


def test_the_document_is_the_reviewed_one() -> None:
    """After a wanted change: ``python -m tests.service.api.test_openapi``, and review the difference."""
    assert json.dumps(document(), indent=1, ensure_ascii=False) + "\n" == SNAPSHOT.read_text(encoding="utf-8")


def examples() -> list[Any]:
    found = []
    for path, calls in document()["paths"].items():
        if "post" in calls:
            content = calls["post"]["requestBody"]["content"]["application/json"]
            for name, example in content["examples"].items():
                found.append(pytest.param(path, example["value"], id=f"{path} {name}"))
    return found


@pytest.mark.parametrize(("path", "body"), examples())
def test_examples_run_as_they_are(client: TestClient, path: str, body: Any) -> None:
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    assert response.json()["models"]


def test_every_call_that_takes_a_body_has_an_example() -> None:
    posts = [path for path, calls in document()["paths"].items() if "post" in calls]
    assert sorted(posts) == ["/v1/articles", "/v1/summaries", "/v1/translations"]
    assert {example.values[0] for example in examples()} == set(posts)


def test_errors_are_declared_as_problem_documents() -> None:
    for calls in document()["paths"].values():
        for call in calls.values():
            for status, response in call["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"], (call["summary"], status)


def test_the_documentation_page_needs_no_other_host(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "//" not in re.sub(r"//[^\n]*\n", "", re.sub(r'"[^"]*"', "", page)) or "http" not in page
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(addresses) >= 2
    for address in addresses:
        assert address.startswith("/")
        assert client.get(address).status_code == 200


if __name__ == "__main__":
    SNAPSHOT.write_text(json.dumps(document(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
