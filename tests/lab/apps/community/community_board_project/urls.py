from board import views
from django.urls import path, re_path

urlpatterns = [
    path("health/", views.health),
    path("posts/", views.posts),
    path("body/", views.body),
    path("own-headers/", views.own_headers),
    path("status/<int:code>/", views.status),
    path("users/", views.users),
    re_path(r"^.*$", views.index),
]
