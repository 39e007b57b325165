"""What whoever asks has already is not sent again: a tag tells it, made of the content."""

from hashlib import sha256

from fastapi import Request
from fastapi.responses import Response

ASK_AGAIN = "private, no-cache"  # may be kept, but is asked for by its ETag each time


def is_kept(asked: str, tag: str) -> bool:
    """Say whether an If-None-Match header names this tag, as RFC 9110 compares weakly."""
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def give_tagged(request: Request, body: bytes, media: str) -> Response:
    """Return `body` of this media type, or no more than that it has not changed."""
    tag = f'"{sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
    if is_kept(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media, headers=headers)
