"""Every view of the admin that has a name, for tests that try them all."""

from django.urls import get_resolver


def named_views():
    """The name with its namespace, and the pattern, of each view below /admin/."""
    rooms = [each for each in get_resolver().url_patterns if str(each.pattern) == "admin/"]
    return [view for room in rooms for view in _views(room, ())]


def _views(resolver, namespaces):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _views(each, inner)
        elif each.name:
            yield ":".join((*namespaces, each.name)), each.pattern
