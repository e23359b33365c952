from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "abc_portal.exchange"
    label = "exchange"
