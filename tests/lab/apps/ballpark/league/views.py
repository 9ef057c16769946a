import hashlib
import os
import pwd
import sys
import time

from django.http import JsonResponse

from .models import Visit

# What a deploy brings: a test deploys another one.
VERSION = "one"


def index(request):
    Visit.objects.create()
    return JsonResponse({"version": VERSION, "visits": Visit.objects.count()})


def health(request):
    Visit.objects.count()
    return JsonResponse({"version": VERSION})


def slow(request):
    """Takes its time, so that something can be reloaded meanwhile."""
    time.sleep(3)
    return JsonResponse({"version": VERSION})


def whoami(request):
    """How it is run and what it was given, without giving any of it away."""
    password = os.environ.get("DATABASE_PASSWORD", "")
    return JsonResponse(
        {
            "user": pwd.getpwuid(os.getuid()).pw_name,
            "folder": os.getcwd(),
            "home": os.environ.get("HOME"),
            "timezone": os.environ.get("TZ"),
            "python": sys.prefix,
            "database": os.environ.get("DATABASE_HOST"),
            "password": hashlib.sha256(password.encode()).hexdigest(),
            "variables": sorted(os.environ),
            "scheme": request.scheme,
            "host": request.get_host(),
        }
    )
