import os

from django.core.management.base import BaseCommand
from members.models import JobRun, Member


class Command(BaseCommand):
    help = "Deletes members who never verified their address."

    def handle(self, *args, **options):
        removed, _ = Member.objects.filter(verified=False).delete()
        JobRun.objects.create(
            job="delete_unverified_users",
            removed=removed,
            probe_value=os.environ.get("PROBE_VALUE", ""),
            user_id=os.getuid(),
        )
        self.stdout.write(f"deleted {removed} unverified members")
