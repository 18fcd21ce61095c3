"""Writes events at an even rate, one transaction each: `live_writer.py RATE SECONDS TOPIC`. Prints how many.

What `web` does after the words themselves: the row, and with Redis the word to it after the commit.
"""

import sys
import time

import django
from django.db import connection, transaction

rate, seconds, topic = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
django.setup()

from hearten.events.announce import announce  # noqa: E402
from hearten.events.models import Event  # noqa: E402

SQL = (
    "INSERT INTO events_event (kind, subject, actor, topic, data, created_at) "
    "VALUES (%s, '', 'system', %s, '{}', '2026-01-01 00:00:00')"
)
began = time.monotonic()
count = 0
while time.monotonic() - began < seconds:
    kind = f"{time.time():.6f}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SQL, [kind, topic])
        announce(Event(kind=kind, topic=topic))
    count += 1
    time.sleep(max(0.0, began + count / rate - time.monotonic()))
print(count)
