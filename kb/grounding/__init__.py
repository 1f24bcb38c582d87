"""Whether a passage says what a sentence says: the check that every worded sentence goes through.

A sentence is held against the units of the passages (a sentence, an item, a table row, each with its title, heading and
lead-in; and a list as a whole). One unit must hold every figure, date and name of it, the words of it that the passages
could have used, and what turns a meaning round: no, only, before, more. What is left, the words a person puts in
others, must stand in the table of paraphrases or be like a word of the unit by late interaction. Where a unit as near
denies it, it is not borne. Where a sentence joins two statements, two units may bear it, if both speak of what it is
about.
"""

from kb.grounding.check import Grounds
from kb.grounding.told import Ground

__all__ = ["Ground", "Grounds"]
