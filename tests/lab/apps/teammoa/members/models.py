from django.db import models


class Member(models.Model):
    email = models.EmailField(unique=True)
    verified = models.BooleanField(default=False)


class JobRun(models.Model):
    """What a scheduled job saw and did, so that a test can ask the site about it."""

    job = models.CharField(max_length=100)
    removed = models.IntegerField()
    probe_value = models.CharField(max_length=200)
    user_id = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)
