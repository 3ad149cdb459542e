/**
 * A bonus for the page of results: htmx puts what a filter, an order or a page number leads to in place of the results
 * shown. Here is what goes with it: the focus, what is heard of it, what stays open; and the count of results opened.
 */

const MANY_VALUES = 10;

const here = document.querySelector("[hx-history-elt]");
const announcement = document.getElementById("announcement");
const failure = document.getElementById("failure");
const open = new Map();
let followed = null;

const part = (selector) => here.querySelector(selector);

/** The letters of a text as they are typed without diacritics. */
const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");

/** Give each long list of values a box to find one in. */
function addFinders() {
  for (const list of here.querySelectorAll(".facet__rest")) {
    const values = list.querySelectorAll(".facet__values > li");
    list.querySelector(".facet__find")?.remove();
    if (values.length < MANY_VALUES) continue;
    const box = Object.assign(document.createElement("input"), { type: "search", className: "facet__find" });
    box.placeholder = list.dataset.filterLabel;
    box.setAttribute("aria-label", list.dataset.filterLabel);
    box.addEventListener("input", () => {
      const wanted = folded(box.value.trim());
      values.forEach((value) => (value.hidden = !folded(value.textContent).includes(wanted)));
    });
    list.querySelector("summary").after(box);
  }
}

/** Links to the page in other languages lead to what is shown now. */
function keepLanguagesInStep() {
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
}

function rememberOpen() {
  here.querySelectorAll("details[id]").forEach((details) => open.set(details.id, details.open));
}

function openAgain() {
  here.querySelectorAll("details[id]").forEach((details) => {
    if (open.has(details.id)) details.open = open.get(details.id);
  });
}

/** Put the focus where the reader goes on, when what was followed is gone, and bring a new page's beginning into view. */
function goOn() {
  const heading = part("#results");
  const isNewPage = followed?.matches(".pagination a");
  if (isNewPage) part("#answer").scrollIntoView({ behavior: "instant" });
  if (isNewPage || document.activeElement === document.body) heading?.focus({ preventScroll: true });
}

function announce() {
  announcement.textContent = part("#results")?.textContent.trim() ?? "";
}

function tellFailure(event) {
  here.removeAttribute("aria-busy");
  failure.querySelector("a").href = event.detail.pathInfo.requestPath;
  failure.hidden = false;
  failure.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeRequest", (event) => {
  followed = event.detail.elt;
  failure.hidden = true;
  announcement.textContent = "";
  here.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:beforeSwap", rememberOpen);
document.addEventListener("htmx:afterSettle", () => {
  here.removeAttribute("aria-busy");
  openAgain();
  addFinders();
  keepLanguagesInStep();
  goOn();
  announce();
});
document.addEventListener("htmx:historyRestore", () => {
  here.removeAttribute("aria-busy");
  addFinders();
  keepLanguagesInStep();
  announce();
});
for (const fault of ["responseError", "sendError", "timeout"]) {
  document.addEventListener(`htmx:${fault}`, tellFailure);
}

// ── Which results are opened ──────────────────────────────────────────────────────────────────────

function countClick(event) {
  if (!here.dataset.token || event.button > 1 || !event.target.closest?.(".hit h3 a")) return;
  navigator.sendBeacon(here.dataset.click, new URLSearchParams({ token: here.dataset.token }));
}

here.addEventListener("click", countClick);
here.addEventListener("auxclick", countClick);

addFinders();
