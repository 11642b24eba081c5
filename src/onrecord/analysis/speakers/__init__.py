"""Who speaks: mentions and attributions of one article -> its speakers."""
