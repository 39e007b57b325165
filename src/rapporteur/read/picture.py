"""Draw a page of a PDF as a picture."""

import pypdfium2 as pdfium
from PIL.Image import Image

WIDTH = 1100  # pixels; sharp on a screen at the width the page is shown


def draw_page(content: bytes, number: int) -> Image:
    """Return page `number`, counted from 1, of a PDF as a picture WIDTH pixels wide."""
    document = pdfium.PdfDocument(content)
    try:
        page = document[number - 1]
        picture: Image = page.render(scale=WIDTH / page.get_width()).to_pil()
        return picture
    finally:
        document.close()
