"""Records -> text: terminal, JSON, JSON Lines, HTML, Markdown. One module per form.

Every form is a stream: a function from records, one after the other, to pieces of text, so that a
thousand pages need no more memory than one. None of them opens a file; ``cli`` decides where text goes.
"""
