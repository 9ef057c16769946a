import json
import os
import socket

import redis
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .models import JobRun, Member


def index(request):
    """What the application believes about the request that reached it."""
    return JsonResponse(
        {
            "scheme": request.scheme,
            "host": request.get_host(),
            "client": request.META.get("HTTP_X_FORWARDED_FOR"),
            "probe_value": os.environ.get("PROBE_VALUE", ""),
            "container": socket.gethostname(),
        }
    )


def visits(request):
    """How often this visitor was here, as his session says."""
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JsonResponse({"visits": request.session["visits"]})


def health(request):
    """200 when the database and redis answer, 503 with the reasons when not."""
    checks = {"database": "ok", "redis": "ok"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Exception as error:  # any failure is what this endpoint reports
        checks["database"] = type(error).__name__
    try:
        redis.Redis(**settings.REDIS, socket_timeout=2).ping()
    except Exception as error:  # as above
        checks["redis"] = type(error).__name__
    healthy = all(state == "ok" for state in checks.values())
    return JsonResponse(checks, status=200 if healthy else 503)


@csrf_exempt
def members(request):
    """Lists members and what the jobs did; a POST of {"email", "verified"} adds a member."""
    if request.method == "POST":
        wanted = json.loads(request.body)
        Member.objects.create(email=wanted["email"], verified=wanted.get("verified", False))
    return JsonResponse(
        {
            "members": list(Member.objects.order_by("email").values_list("email", flat=True)),
            "job_runs": list(JobRun.objects.order_by("id").values("job", "removed", "probe_value", "user_id")),
        }
    )


@csrf_exempt
def upload(request):
    """Stores the file of a multipart POST and says where it can be read."""
    if request.method != "POST" or "file" not in request.FILES:
        return JsonResponse({"error": "POST a file"}, status=400)
    received = request.FILES["file"]
    name = default_storage.save(f"uploads/{received.name}", received)
    return JsonResponse({"url": default_storage.url(name), "bytes": received.size})
