import os

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.urls import path


def health(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return JsonResponse({"database": cursor.fetchone()[0]})


def index(request):
    """What the application believes of the visitor; each visit is counted in the session, which is in the database."""
    request.session["visits"] = request.session.get("visits", 0) + 1
    return JsonResponse(
        {
            "visits": request.session["visits"],
            "scheme": request.scheme,
            "host": request.get_host(),
            "client": request.headers.get("X-Forwarded-For"),
            "user": os.getuid(),
        }
    )


def article(request):
    return HttpResponse("<h1>Über uns 한글</h1>\n" + "<p>words</p>\n" * 200)


urlpatterns = [path("health/", health), path("article/", article), path("", index)]
