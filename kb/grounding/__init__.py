"""Whether a passage says what a sentence says: the check that every worded sentence goes through.

A sentence is held against the units of the passages (a sentence, an item, a table row, each with its title, heading and
lead-in; and a list as a whole). One unit must hold every figure, date and name of it, the words of it that the passages
could have used, and what turns a meaning round: no, only, before, more. What is left, the words a person puts in
others, must carry no fact of their own, be of the family or the meaning of a word of the unit, or like one by late
interaction. Where a unit as near denies it, it is not borne. Where a sentence joins statements, several units may bear
it, if all speak of what it is about; a reason is no statement of its own.
"""

from kb.grounding.check import Grounds
from kb.grounding.told import Ground

__all__ = ["Ground", "Grounds"]
