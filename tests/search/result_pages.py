"""Reads a page of results as its reader does."""

from urllib.parse import parse_qs

from bs4 import BeautifulSoup

SEARCH = "/tim-kiem/"


class ResultPage:
    """The page behind an address, or that of some parameters."""

    def __init__(self, client, address=SEARCH, headers=None, **params):
        self.response = client.get(address, params, headers=headers or {})
        assert self.response.status_code == 200
        self.soup = BeautifulSoup(self.response.text, "html.parser")
        self._client = client

    def follow(self, link):
        """Return the page that a link leads to."""
        return ResultPage(self._client, f"{SEARCH}{link['href']}" if link["href"].startswith("?") else link["href"])

    @property
    def titles(self):
        """The titles of what was found, in order; not those of what is offered besides."""
        return [words(title) for title in self.soup.select(".listing .hits:not(.promoted *) h3")]

    @property
    def total(self):
        """The number of results that the page names."""
        return int(words(self.soup.select_one("#results")).split()[0])

    @property
    def reading(self):
        """What the page says of how the query was read."""
        return words(self.soup.select_one(".reading"))

    @property
    def chips(self):
        """The links that take a filter away, by what they say."""
        links = self.soup.select(".chosen .chip--remove")
        return {words(link).removeprefix("Bỏ bộ lọc: ").partition(": ")[2]: link for link in links}

    def facet(self, name):
        """The links of a facet by the key that each toggles, in order."""
        links = self.soup.select(f"#facet-{name} > ul > li > a, #facet-{name} > details > ul > li > a")
        return {link["id"].removeprefix(f"choose-{name}-"): link for link in links}

    def beneath(self, province):
        """The links of the communes beneath a province, by what they say."""
        chosen = self.soup.select_one(f"#choose-province-{province}")
        return {label(link): link for link in chosen.parent.select(".facet__below a")}

    def counts(self, name):
        """The number beside each value of a facet."""
        return {key: int(words(link.select_one(".facet__count"))) for key, link in self.facet(name).items()}


def label(link):
    """Return what a value of a facet is called, with what stands beside its name."""
    return words(link.span)


def asked(link):
    """Return the parameters of the address of a link."""
    return parse_qs(link["href"].partition("?")[2])


def words(element):
    """Return the text of an element as it is read."""
    return " ".join(element.get_text().split()) if element else ""
