"""What `make bench` (tools/bench.py) compares the package with, and how each is measured."""
