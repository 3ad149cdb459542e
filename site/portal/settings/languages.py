"""The languages the site can speak.

Django knows neither the minority languages nor their names, so they are added to its table here: without an entry
in `LANG_INFO` and a compiled catalogue a prefix such as /jra/ does not route.
"""

from django.conf import locale

MINORITY_LANGUAGES = {
    "jra": "Jrai",
    "bdq": "Bahnar",
    "rad": "Rade",
    "tyz": "Tày",
}

for code, name_local in MINORITY_LANGUAGES.items():
    locale.LANG_INFO.setdefault(
        code,
        {"bidi": False, "code": code, "name": name_local, "name_local": name_local},
    )

# Native names: a reader looks for the name in the language itself.
LANGUAGES = [
    ("vi", "Tiếng Việt"),
    ("en", "English"),
    *MINORITY_LANGUAGES.items(),
]
