"""Proofs that nothing leads from a name in a group to a person, to another name, or out of it (I1-I6, I28)."""
