"""Names for personas: two plain words that say nothing about anybody (R54)."""

import secrets
from collections.abc import Collection

FIRST = """
    Amber Autumn Birch Blue Bright Calm Cedar Clear Cloudy Copper Coral Dawn Early Evening Fern
    Gentle Golden Green Harbour Hazel Hidden Indigo Ivory Juniper Kind Lantern Late Linen Little
    Maple Meadow Mellow Mild Misty Moss Northern Oak Olive Open Patient Pebble Pine Plain Quiet
    Rainy River Rowan Russet Sandy Silver Slow Soft Southern Spring Steady Still Summer Sunny Tidal
    Velvet Violet Warm Wandering Western Willow Winter Wooden
""".split()
SECOND = """
    Badger Beacon Bell Bridge Brook Candle Canoe Cloud Comet Compass Cricket Curlew Deer Dove Drum
    Feather Ferry Finch Fox Garden Gate Hare Harp Heron Hill Island Kettle Kite Lake Lark Leaf
    Lighthouse Loom Magpie Marten Mitten Moon Moth Orchard Otter Owl Paddle Path Piano Pond Porch
    Puffin Quilt Raven Robin Sail Seal Shell Snail Sparrow Stone Swan Table Teapot Thistle Thrush
    Tide Tree Umbrella Valley Violin Wagtail Wave Window Wren
""".split()


def suggest_names(count: int, *, taken: Collection[str], prefer: str = "") -> list[str]:
    """`count` names that nobody has in this space; `prefer` comes first if it is one of ours and free."""
    names = [prefer] if is_ours(prefer) and prefer not in taken else []
    while len(names) < count:
        name = f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}"
        if len(taken) > len(FIRST) * len(SECOND) // 2:
            name = f"{name} {secrets.randbelow(9000) + 1000}"
        if name not in taken and name not in names:
            names.append(name)
    return names[:count]


def is_ours(name: str) -> bool:
    """Whether a name could have been generated here: nobody can bring their own (I4)."""
    first, _, second = name.partition(" ")
    return first in FIRST and second in SECOND
