"""One module a kind of thing: the JSON under ``/api/v1``, from the same views as the pages."""
