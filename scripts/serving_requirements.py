"""Print the requirements of serving: the dependencies in pyproject.toml without those that serving never imports.

``make serve`` and the container image install this list, so that neither carries torch.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def serving_requirements(dependencies: list[str], not_for_serving: list[str]) -> list[str]:
    """``dependencies`` without those named in ``not_for_serving``.

    >>> serving_requirements(["fastapi>=0.160,<1", "torch>=2.10"], ["torch"])
    ['fastapi>=0.160,<1']

    Raises:
        ValueError: a name in ``not_for_serving`` is no dependency, so it was misspelt or is not needed any more.
    """
    by_name = {re.split(r"[^A-Za-z0-9._-]", dependency)[0]: dependency for dependency in dependencies}
    if unknown := set(not_for_serving) - set(by_name):
        raise ValueError(f"not-for-serving in pyproject.toml names {sorted(unknown)}, which are not dependencies")
    return [dependency for name, dependency in by_name.items() if name not in not_for_serving]


def main() -> None:
    facts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    requirements = serving_requirements(facts["project"]["dependencies"], facts["tool"]["intisari"]["not-for-serving"])
    sys.stdout.write("\n".join(requirements) + "\n")


if __name__ == "__main__":
    main()
