"""Small landscapes drawn from a random seed: calm, and about nobody (I4)."""

import hashlib

#: Sky, sun, far hill, near hill. Close in lightness, so that no face or letter appears.
PALETTES = (
    ("#dcebe6", "#f6e3bd", "#8fb8ad", "#4f8579"),
    ("#e6e4f1", "#f3d6cd", "#a9a4cc", "#6c6699"),
    ("#f4e8dc", "#f2c9a1", "#cfa98c", "#96705a"),
    ("#e0ebf2", "#f8efcf", "#93b4c9", "#52798f"),
    ("#ecefdc", "#f4ddb0", "#b4bf8c", "#76834e"),
    ("#f3e3e6", "#f7e7c6", "#cfa2ac", "#945f6d"),
    ("#e3efee", "#f0d9df", "#9cc0c4", "#5a8b92"),
    ("#efeae4", "#e9dcf0", "#b9ad9e", "#7d7265"),
)


def svg(seed: str) -> str:
    """The picture of a seed, always the same: a sun over two hills, in one of eight colourings."""
    byte = hashlib.sha256(f"avatar:{seed}".encode()).digest()
    sky, sun, far, near = PALETTES[byte[0] % len(PALETTES)]
    across, height, size = 20 + byte[1] % 61, 22 + byte[2] % 24, 8 + byte[3] % 9
    far_hill = _hill(46 + byte[4] % 14, 12 + byte[5] % 14, 60 + byte[6] % 30)
    near_hill = _hill(64 + byte[7] % 14, 58 + byte[8] % 22, 10 + byte[9] % 34)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
        f'<rect width="100" height="100" fill="{sky}"/>'
        f'<circle cx="{across}" cy="{height}" r="{size}" fill="{sun}"/>'
        f'<path d="{far_hill}" fill="{far}"/><path d="{near_hill}" fill="{near}"/></svg>'
    )


def _hill(level: int, rise: int, dip: int) -> str:
    """A soft line from left to right and the ground below it; all numbers are hundredths of the picture."""
    return f"M0 {level}C{rise} {level - 24} {dip} {level + 16} 100 {level - 6}V100H0Z"
