"""Loaded before Django: tests get their own data folder and key, whatever the shell says."""

import os
import tempfile

os.environ["HEARTEN_SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["HEARTEN_DATA"] = tempfile.mkdtemp(prefix="hearten-test-")
os.environ["HEARTEN_CHECK_TEMPLATE_DATA"] = "yes"
os.environ.setdefault("HEARTEN_ORIGIN", "http://localhost:8000")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the test's database
