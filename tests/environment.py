"""Loaded before Django: tests get their own data folder, key and database, whatever the shell says.

HEARTEN_TEST_DATABASE_URL  run the tests that touch the database on this one (PostgreSQL) instead of SQLite
HEARTEN_TEST_POSTGRES      a PostgreSQL for the tests that ask for one, in any run
HEARTEN_TEST_REDIS         a Redis for the tests that ask for one
HEARTEN_CHROMIUM           the browser's program, when it is called neither chromium-headless-shell nor chromium
"""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("HEARTEN_")]:
    if not name.startswith("HEARTEN_TEST_") and name != "HEARTEN_CHROMIUM":
        del os.environ[name]
for name in ("DATABASE_URL", "REDIS_URL", "LIVE_URL"):
    os.environ.pop(name, None)

os.environ["HEARTEN_SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["HEARTEN_CARD_KEY"] = "only-for-tests-card-" + "x" * 50
os.environ["HEARTEN_AUDIT_KEY"] = "only-for-tests-audit-" + "x" * 50
os.environ["HEARTEN_DATA"] = tempfile.mkdtemp(prefix="hearten-test-")
os.environ["HEARTEN_CHECK_TEMPLATE_DATA"] = "yes"
os.environ["HEARTEN_CHECK_LINKS"] = "no"  # no test asks anybody outside
os.environ["HEARTEN_ORIGIN"] = "http://localhost:8000"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the test's database
if "HEARTEN_TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["HEARTEN_TEST_DATABASE_URL"]

atexit.register(shutil.rmtree, os.environ["HEARTEN_DATA"], ignore_errors=True)
