"""A model of the hub by one setting: downloaded, converted and loaded by the first request that names it."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.settings import Settings
from tests.models.engines.small_models import build_marian
from tests.models.hub.stand_in import Hub, Repository
from tests.models.hub.stand_in import running as running_hub
from tests.service.api.serving import running
from tests.service.api.test_bad_input import refused

ENTRY = """
[[model]]
name = "redaksi/kecil"
task = "translation"
languages = ["id", "en"]
architecture = "Marian"
origin = "hub"
location = "redaksi/kecil"
licence = "CC-BY-4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
attribution = "By the desk."
training_data = "Stories of the desk."
commercial = true
parameters = 60000
max_source_tokens = 100
engines = ["ctranslate2"]
input = { family = "marian" }
"""


def translate(client: TestClient) -> Any:
    body = {"texts": ["Warga kota membangun sekolah."], "models": {"translator": "redaksi/kecil"}}
    return client.post("/v1/translations", json=body)


def test_the_first_request_fetches_the_model_and_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTISARI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
    catalog = tmp_path / "models.toml"
    catalog.write_text(ENTRY, encoding="utf-8")
    repository = Repository.of_folder(build_marian(tmp_path / "kecil"))
    settings: dict[str, Any] = {"workers": 1, "catalog": catalog}
    with running_hub(Hub({"redaksi/kecil": repository})) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        with running(Settings(**settings, translator="lexicon", models=("redaksi/kecil",))) as client:
            assert not hub.asked
            listed = client.get("/v1/models").json()["available"][-1]
            facts = {"name": "redaksi/kecil", "loaded": False, "notice": "By the desk.", "commercial": True}
            assert facts.items() <= listed.items()
            assert (listed["memory_bytes"], listed["training_data"]) == (60_000, "Stories of the desk.")

            hub.repositories.clear()
            problem = refused(translate(client), 503, "model-unavailable")
            assert "redaksi/kecil" in problem["detail"]
            assert client.get("/readyz").status_code == 200

            hub.repositories["redaksi/kecil"] = repository
            answer = translate(client).json()
            assert answer["models"]["translator"] == {
                "name": "redaksi/kecil",
                "revision": repository.branches["main"],
                "licence": "CC-BY-4.0",
            }
            assert client.get("/v1/models").json()["available"][-1]["loaded"]

    with running(Settings(**settings, translator="redaksi/kecil", offline=True)) as client:
        again = translate(client).json()
        assert (again["translations"], again["models"]) == (answer["translations"], answer["models"])
