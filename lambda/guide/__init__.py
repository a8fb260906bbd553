"""The skill: one noun per module, arrows downward only, no Alexa below alexa.py."""
