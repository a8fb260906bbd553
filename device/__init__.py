"""A simulated smart speaker: it hears words, and speaks what the skill answers. It stands where Alexa would."""
