"""What can go wrong between a text and its translation. Each message is a sentence for the person who sent the text:
what happened, and what to do."""


class ModelsError(Exception):
    """Base of every error that ``models`` raises on purpose."""


class InputError(ModelsError):
    """The text cannot be processed as it is; sending it again unchanged fails again."""


class EmptyTextError(InputError):
    """Nothing readable is in the text."""


class NoArticleError(InputError):
    """Text is there, but no article in it: every line was boilerplate, or the HTML has no main text."""


class LanguageError(InputError):
    """The text is in a language that the model does not translate.

    Attributes:
        language: ISO 639 code of what was detected, or ``und``.
    """

    def __init__(self, message: str, language: str) -> None:
        super().__init__(message)
        self.language = language


class SegmentTooLongError(InputError):
    """One segment has more tokens than the model can take, and no place where it could be split."""


class EngineError(ModelsError):
    """The engine failed on one segment; its neighbours are not affected."""


class EngineBusyError(ModelsError):
    """There is no room, or no time left, for more segments now."""


class ModelUnavailableError(ModelsError):
    """A model is unknown, missing, damaged or may not be used here."""
