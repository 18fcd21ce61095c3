"""The trained tagger: which words of a text could tell who somebody is."""
