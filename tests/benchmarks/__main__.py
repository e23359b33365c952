"""``make bench``: one JSON line a page, and one for each target that is to be held."""

import json
import os
import sys
import tempfile

RUNS = int(os.environ.get("BENCH_RUNS", "15"))


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "abc_portal.settings")
    os.environ["ABC_VAR_DIR"] = tempfile.mkdtemp(prefix="abc-bench-")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return report()
    finally:
        runner.teardown_databases(databases)


def report() -> int:
    """Print every line; the status is 1 when a target is not held."""
    from tests.benchmarks import suite

    held = True
    for line in suite.lines(RUNS):
        held = held and line.get("held", True)
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
