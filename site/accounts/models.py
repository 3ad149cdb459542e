"""The user model, our own from the first migration so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in to edit, translate, review or administer."""
