"""People who sign in to the admin with few permissions."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


def editor(client, *codenames):
    """Sign a person in who may enter the admin and has just these permissions of the search."""
    person = get_user_model().objects.create_user("bien-tap-vien", password="x")
    entry = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    person.user_permissions.add(entry, *Permission.objects.filter(codename__in=codenames))
    client.force_login(person)
    return client
