"""A QR code as SVG, on its own white ground, so that a camera reads it in the dark theme too."""

import qrcode

#: White around the code, in its own squares; the standard asks for four.
MARGIN = 4


def qr_svg(text: str) -> str:
    """SVG without scripts, styles or links."""
    code = qrcode.QRCode(border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows) + 2 * MARGIN
    box = f"{-MARGIN} {-MARGIN} {size} {size}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="240" height="240" role="img" '
        f'aria-label="QR code"><rect x="{-MARGIN}" y="{-MARGIN}" width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    )
