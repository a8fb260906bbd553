"""Looks for what breaks the skill: requests and content that nobody would write, made by grammar and by coverage.

The grammar (grammar.py) is hypothesis's, so that the same targets run as tests with a few examples, and for an hour
under atheris, which keeps what reaches new code and changes it further. What a sound answer is, is said in sound.py.
"""
