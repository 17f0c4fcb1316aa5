"""Shows money on the desk: `{{ amount_minor|money:"KZT" }}`."""

from django import template

from competitions.selectors import money as amounts

register = template.Library()


@register.filter
def money(minor: int, currency: str) -> str:
    """The amount with its currency, exact."""
    return amounts.show_money(minor, currency)
