from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.settings import Settings
from tests.service.api.serving import running


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A client of the application with the lexicon engine and default limits."""
    with running(Settings(workers=1)) as client:
        yield client
