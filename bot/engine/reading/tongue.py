"""Tell a message in a language that the rules do not read, so that it goes to a person and not to `not understood`."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNREAD = ("ar", "de", "fr", "hi", "ht", "it", "ja", "ko", "pl", "pt", "ru", "tl", "vi", "zh")
"""What people in American waiting rooms speak at home beside English and Spanish, as far as the library knows it."""

_READ = ("en", "es")
_SURE = 0.95
"""A wrong guess here sends small talk to a person, so that half a doubt is too much."""


@cache
def _identifier() -> LanguageIdentifier:
    """The first call takes half a second and 80 MB: only a text whose words stand in no example should ask."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_READ, *UNREAD])
    return identifier


def unread_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a language that the rules do not read, when `text` is clearly in one."""
    language, share = _identifier().classify(text)
    return language if language in UNREAD and share >= _SURE else None
