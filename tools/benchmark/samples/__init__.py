"""Functions to compare with, each a file that is copied into a package as it is."""
