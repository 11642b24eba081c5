"""What the API takes and gives, described: the OpenAPI description is made of these, and the tests hold
answers to them. Answers themselves are written from values as they are, without passing through here.
"""
