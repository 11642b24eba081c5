"""What an article claims, and in whose voice."""
