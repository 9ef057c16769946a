"""In place of Django's own: says as whom it runs, and fails where a test asks for it."""
import os
import pwd
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    def handle(self, *args, **options):
        if (Path(settings.MEDIA_ROOT) / "fail").exists():
            raise CommandError("asked to fail")
        user = pwd.getpwuid(os.getuid()).pw_name
        self.stdout.write(f"cleared as {user} with {os.environ['DJANGO_SETTINGS_MODULE']}")
