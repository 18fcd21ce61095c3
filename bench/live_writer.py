"""Writes events at an even rate, one transaction each: `live_writer.py RATE SECONDS TOPIC`. Prints how many."""

import sys
import time

import django
from django.db import connection, transaction

rate, seconds, topic = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
django.setup()
SQL = (
    "INSERT INTO events_event (kind, subject, actor, topic, data, created_at) "
    "VALUES (%s, '', 'system', %s, '{}', '2026-01-01 00:00:00')"
)
began = time.monotonic()
count = 0
while time.monotonic() - began < seconds:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SQL, [f"{time.time():.6f}", topic])
    count += 1
    time.sleep(max(0.0, began + count / rate - time.monotonic()))
print(count)
