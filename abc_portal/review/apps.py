from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "abc_portal.review"
    label = "review"
