"""Reads a news page and puts it on the record: who said what, in which words, with exact offsets."""
