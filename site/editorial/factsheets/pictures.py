"""Puts the drawings that come with the fact sheets into the library."""

from pathlib import Path

from django.core.files.images import ImageFile

from editorial.factsheets.texts import CONTENT
from library.models import SiteImage

_PICTURE_CREDIT = "Hình minh họa"


def picture_path(entry_id: str) -> Path:
    """Return where the drawing of an entry lies, if there is one."""
    return CONTENT / "pictures" / f"{entry_id}.svg"


def drawing(entry_id: str, title: str) -> SiteImage | None:
    """Return the drawing of an entry from the library, put there or renewed as needed."""
    path = picture_path(entry_id)
    if not path.exists():
        return None
    image = SiteImage.objects.filter(title=title, credit=_PICTURE_CREDIT).first()
    with path.open("rb") as file:
        content = ImageFile(file, name=path.name)
        if image is None:
            image = SiteImage(title=title, credit=_PICTURE_CREDIT)
        elif image.file.read() == path.read_bytes():
            return image
        image.file = content
        image.file_size = path.stat().st_size
        image.file_hash = ""
        image.save()
    return image
