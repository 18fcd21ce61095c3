"""Learned heads beside the rules: small linear models that know what is meant when the words are new."""
