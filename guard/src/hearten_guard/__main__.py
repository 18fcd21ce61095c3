"""`python -m hearten_guard draft.md` is the same as `hearten-guard draft.md`."""

from hearten_guard.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
