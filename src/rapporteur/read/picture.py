"""Draw a page of a PDF as a picture."""

from PIL.Image import Image

from rapporteur.read.document import open_document

WIDTH = 1100  # pixels; sharp on a screen at the width the page is shown
TALLEST = 4400  # pixels; a page may be a strip of any length


def draw_page(content: bytes, number: int) -> Image:
    """Return page `number`, counted from 1, of a PDF as a picture.

    It is WIDTH pixels wide, or narrower where it would be higher than TALLEST.
    """
    with open_document(content) as document:
        page = document[number - 1]
        scale = min(WIDTH / page.get_width(), TALLEST / page.get_height())
        picture: Image = page.render(scale=scale).to_pil()
        return picture
