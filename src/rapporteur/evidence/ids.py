"""Ids made from content: the same content always gets the same id."""

from hashlib import sha256


def content_id(kind: str, *parts: object) -> str:
    """Return `kind-` and 16 hexadecimal digits of the SHA-256 of `parts`.

    Parts are joined by U+001F, which stands in no text a reader returns.
    """
    digest = sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{kind}-{digest[:16]}"
