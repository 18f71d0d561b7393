"""Labels of results in templates."""

from django import template

from search.facets import kind_label

register = template.Library()
register.filter("kind_label", kind_label)
