"""Pages become articles: title, body, furniture, who, when, which language; words never altered.

lxml and trafilatura are imported when an HTML page is read, so that importing this package stays instant.
"""

from onrecord.articles.extract import extract
from onrecord.articles.given import with_given

__all__ = ["extract", "with_given"]
