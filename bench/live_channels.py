"""The same news in Django Channels, as its tutorial shows it: one consumer a page, one group, `group_send`.

Needs what bench/channels.txt names and nothing of ours. Served by uvicorn. With BENCH_REDIS the layer is Redis and
the messages come from another process (`python live_channels.py RATE SECONDS` prints how many). Without, it is
in memory, which no other process can reach: the messages come from inside, RATE a second from the first page on.
"""

import asyncio
import json
import os
import sys
import time

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

RATE, REDIS = int(os.environ.get("BENCH_RATE", "0")), os.environ.get("BENCH_REDIS", "")
MEMORY = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
SHARED = {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [REDIS], "capacity": 1000}}
if not settings.configured:
    settings.configure(
        CHANNEL_LAYERS={"default": SHARED if REDIS else MEMORY}, SECRET_KEY="bench", ALLOWED_HOSTS=["*"]
    )
    django.setup()
GROUP = "bench"


class Page(AsyncWebsocketConsumer):
    """One open page."""

    feeding: "asyncio.Task[int] | None" = None

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()
        if RATE and Page.feeding is None:
            Page.feeding = asyncio.create_task(feed(RATE, 3600))

    async def changed(self, message: dict[str, str]) -> None:
        await self.send(text_data=json.dumps({"topic": GROUP, "kind": message["kind"]}, separators=(",", ":")))

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(GROUP, self.channel_name)


async def feed(rate: int, seconds: float) -> int:
    """Messages at an even rate, each carrying the time it was sent."""
    layer, began, count = get_channel_layer(), time.monotonic(), 0
    while time.monotonic() - began < seconds:
        await layer.group_send(GROUP, {"type": "changed", "kind": f"{time.time():.6f}"})
        count += 1
        await asyncio.sleep(max(0.0, began + count / rate - time.monotonic()))
    return count


application = ProtocolTypeRouter({"websocket": Page.as_asgi()})

if __name__ == "__main__":
    print(asyncio.run(feed(int(sys.argv[1]), float(sys.argv[2]))))
