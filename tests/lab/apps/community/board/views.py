import json

from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from .models import Post

TOLD = ("HTTP_HOST", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


@csrf_exempt
def index(request):
    """What the application is told about the request that reached it."""
    told = {name: request.META.get(name) for name in TOLD}
    return JsonResponse({"told": told, "path": request.META["RAW_URI"], "method": request.method})


def health(request):
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"database": "ok"})


@csrf_exempt
def posts(request):
    """Lists the titles; a POST of {"title"} adds one."""
    if request.method == "POST":
        Post.objects.create(title=json.loads(request.body)["title"])
    return JsonResponse({"posts": list(Post.objects.order_by("id").values_list("title", flat=True))})


@csrf_exempt
def body(request):
    """How long the body was that arrived."""
    return JsonResponse({"bytes": len(request.body)})


def own_headers(request):
    """Sends one of the headers that the proxies add where it is missing."""
    return HttpResponse("own", headers={"X-Frame-Options": "DENY"}, content_type="text/plain")


def status(request, code):
    """An answer with that status."""
    return HttpResponse(f"status {code}", status=code, content_type="text/plain")


def users(request):
    """Names of the people who may administer."""
    people = get_user_model().objects.filter(is_superuser=True).order_by("username")
    return JsonResponse({"superusers": list(people.values_list("username", flat=True))})
