/**
 * A bonus: suggestions under every search box, and filters that stand open on a wide page.
 * Nothing here is needed to use the site.
 */

const WAIT_MS = 200;
const SHORTEST_QUERY = 2;

/** Turn a search box into an ARIA combobox with a list of suggestions. */
class Suggestions {
  #input;
  #list;
  #status;
  #timer = 0;
  #request = new AbortController();
  #active = -1;

  constructor(form) {
    this.form = form;
    this.#input = form.querySelector("input[type=search]");
    this.#list = Object.assign(document.createElement("ul"), {
      id: `${this.#input.id}-suggestions`,
      className: "suggestions",
      hidden: true,
    });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", form.dataset.suggestLabel);
    this.#status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.#status.setAttribute("role", "status");
    form.append(this.#list, this.#status);

    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.setAttribute("aria-controls", this.#list.id);
    this.#input.autocomplete = "off";
    this.#input.addEventListener("input", () => this.#ask());
    this.#input.addEventListener("keydown", (event) => this.#steer(event));
    this.#input.addEventListener("blur", () => this.#close());
    // Keep the focus in the box, so that the click arrives before the list closes.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#follow(event.target.closest("[role=option]")));
  }

  get #options() {
    return [...this.#list.children];
  }

  #ask() {
    clearTimeout(this.#timer);
    this.#request.abort();
    const query = this.#input.value.trim();
    if (query.length < SHORTEST_QUERY) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#fetch(query), WAIT_MS);
  }

  async #fetch(query) {
    this.#request = new AbortController();
    const address = new URL(this.form.dataset.suggest, location.href);
    address.searchParams.set("q", query);
    try {
      const answer = await fetch(address, { signal: this.#request.signal });
      if (answer.ok) this.#show((await answer.json()).suggestions);
    } catch {
      this.#close(); // no network, or a newer question: the search itself still works
    }
  }

  #show(suggestions) {
    this.#list.replaceChildren(
      ...suggestions.map((suggestion, index) => this.#option(suggestion, `${this.#list.id}-${index}`)),
    );
    this.#activate(-1);
    this.#list.hidden = suggestions.length === 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#status.textContent = this.#list.hidden ? "" : `${this.form.dataset.suggestLabel}: ${suggestions.length}`;
  }

  #option({ title, url, type }, id) {
    const option = Object.assign(document.createElement("li"), { id });
    const name = Object.assign(document.createElement("span"), { textContent: title });
    const kind = Object.assign(document.createElement("small"), {
      textContent: this.form.getAttribute(`data-kind-${type}`) ?? "",
    });
    option.append(name, " ", kind);
    option.setAttribute("role", "option");
    option.dataset.url = url;
    return option;
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#activate(-1);
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  #activate(index) {
    this.#active = index;
    this.#options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.#options[index];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #steer(event) {
    if (event.isComposing) return; // a Vietnamese input method may be at work
    if (this.#list.hidden) {
      if (event.key === "ArrowDown") this.#ask();
      return;
    }
    const count = this.#options.length;
    switch (event.key) {
      case "ArrowDown":
        this.#activate(this.#active + 1 < count ? this.#active + 1 : -1);
        break;
      case "ArrowUp":
        this.#activate(this.#active < 0 ? count - 1 : this.#active - 1);
        break;
      case "Escape":
        this.#close();
        break;
      case "Enter":
        if (this.#active < 0) return;
        this.#follow(this.#options[this.#active]);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  #follow(option) {
    if (option) location.assign(option.dataset.url);
  }
}

/** Mark in the list of contents the part of the page that is being read. */
function followReading(contents) {
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver(
    (entries) => {
      const reading = entries.find((entry) => entry.isIntersecting);
      if (!reading) return;
      links.forEach((link, id) => {
        if (id === reading.target.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    },
    { rootMargin: "-15% 0px -75% 0px" },
  );
  links.forEach((_link, id) => {
    const part = document.getElementById(id);
    if (part) watcher.observe(part);
  });
}

/** Close the list of languages when the reader goes on elsewhere. */
function closeWhenLeft(details) {
  document.addEventListener("click", (event) => {
    if (!details.contains(event.target)) details.open = false;
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

document.querySelectorAll("form[data-suggest]").forEach((form) => new Suggestions(form));
document.querySelectorAll(".contents").forEach(followReading);
document.querySelectorAll(".languages").forEach(closeWhenLeft);

// On a phone the filters lie above the results: put them away when the reader wants to see those.
document.addEventListener("click", (event) => {
  const done = event.target.closest(".filters__done");
  if (done) done.closest("details").open = false;
});

// Browsers that cannot show a closed <details> by style alone get it opened where there is room for it.
if (matchMedia("(min-width: 60rem)").matches && !CSS.supports("selector(details::details-content)")) {
  document.querySelectorAll(".filters").forEach((filters) => (filters.open = true));
}
