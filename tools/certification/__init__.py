"""The offline certification check: what the store's reviewers and we ourselves ask of the whole skill, as rules.

Each room holds the rules of one group; what is checked is in subject.py. `python -m tools.certify` prints the list.
"""

from tools.certification.rule import Rule
from tools.certification.rules import RULES
from tools.certification.subject import Subject, load

__all__ = ["RULES", "Rule", "Subject", "load"]
