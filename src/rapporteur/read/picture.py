"""Draw a page of a PDF as a picture."""

from PIL.Image import Image

from rapporteur.read.document import open_document

WIDTH = 1100  # pixels; sharp on a screen at the width the page is shown


def draw_page(content: bytes, number: int) -> Image:
    """Return page `number`, counted from 1, of a PDF as a picture WIDTH pixels wide."""
    with open_document(content) as document:
        page = document[number - 1]
        picture: Image = page.render(scale=WIDTH / page.get_width()).to_pil()
        return picture
