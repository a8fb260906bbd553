"""The skill as a web service on one's own host."""
