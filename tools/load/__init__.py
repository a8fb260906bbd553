"""`make load`: the service under many listeners at once, and what it takes for it.

A tool for load in general would sign no requests, or check no answers, or cost more for each than the service does.
"""
