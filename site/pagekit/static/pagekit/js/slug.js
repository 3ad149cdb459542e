// Slugs keep đ as d. Wagtail 8.0's own script maps Đ and đ the way Serbian does, or drops them; so the title is
// transliterated on its way from the title to the slug. To check before removing: type “Bóng điện” as a title.
const transliterate = (event) => {
  if (typeof event.detail?.value === "string") {
    event.detail.value = event.detail.value
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/đ/g, "d")
      .replace(/Đ/g, "D");
  }
};

// In the capture phase: before the slug field's own handler.
document.addEventListener("w-sync:check", transliterate, true);
document.addEventListener("w-sync:apply", transliterate, true);
