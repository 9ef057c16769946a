from django.urls import path
from league import views

urlpatterns = [
    path("", views.index),
    path("health/", views.health),
    path("slow/", views.slow),
    path("whoami/", views.whoami),
]
