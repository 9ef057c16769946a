from django.urls import path
from members import views

urlpatterns = [
    path("", views.index),
    path("health/", views.health),
    path("members/", views.members),
    path("upload/", views.upload),
    path("visits/", views.visits),
]
