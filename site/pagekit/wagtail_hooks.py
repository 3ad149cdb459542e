"""What all forms of the admin get."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def slug_script() -> SafeString:
    """Keep `đ` as `d` in the slugs that the admin makes while a title is typed."""
    return format_html('<script src="{}"></script>', static("pagekit/js/slug.js"))
