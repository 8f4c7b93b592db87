"""The settings of a command: its options win over the environment, which wins over the defaults."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from service.settings import Settings


def settings_from(**options: Any) -> "Settings":
    """Settings with the options that are not None.

    Raises:
        click.UsageError: a setting is wrong, here or in the environment.
    """
    from pydantic import ValidationError

    from service.settings import Settings, explain

    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        raise click.UsageError(explain(error)) from error
