"""Read what a plain form sends."""

from urllib.parse import parse_qsl

from fastapi import Request

FIELDS = 2000  # at most; no form of ours has nearly as many


class Form:
    """The fields of a form, in the order sent; a name may come several times."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of `name`, without the spaces around it."""
        return next((value.strip() for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of `name`, an empty one too."""
        return tuple(value.strip() for key, value in self.pairs if key == name)

    def list(self, name: str) -> tuple[str, ...]:
        """Return every value of `name` that is not empty."""
        return tuple(value.strip() for key, value in self.pairs if key == name and value.strip())

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.pairs)


async def read_form(request: Request) -> Form:
    """Return the form that a request carries, as browsers send one without files."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return Form(parse_qsl(body, keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:  # more fields than a form of ours has
        return Form([])


def place_of_ours(said: str) -> str:
    """Return an address of ours as it is, else the first page: nobody is led elsewhere by a form.

    "//host" and "/\\host" would lead elsewhere.
    """
    if not said.startswith("/") or said[1:2] in ("/", "\\") or not said.isprintable():
        return "/"
    return said
