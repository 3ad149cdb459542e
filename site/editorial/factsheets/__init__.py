"""Fact sheets: what is known of models and news, loaded into pages with the texts an editor wrote from them."""
