"""``catalogue update|check|compile``: the Danish catalogue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from abc_portal.core import catalogue


class Command(BaseCommand):
    help = "Bring the Danish catalogue up to date, check it for holes, or compile it."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("act", choices=["update", "check", "compile"])

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "update":
            merged = catalogue.update()
            self.stdout.write(f"{len(merged)} texts")
        if act == "compile":
            catalogue.compile_if_stale()
        if act != "compile" and (holes := catalogue.holes()):
            raise CommandError("The Danish catalogue has holes:\n" + "\n".join(holes))
