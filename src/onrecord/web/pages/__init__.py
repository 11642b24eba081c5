"""One module a kind of page: addresses to views to templates."""
