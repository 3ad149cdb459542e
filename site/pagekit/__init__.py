"""The ground under all pages: text, dates, labels, the base page and what "published" means."""
