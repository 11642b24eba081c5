"""Names of people and groups, compared with one another: of one article, and across articles."""
