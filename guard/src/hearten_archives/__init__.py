"""Readers of blog and podcast exports: a stream of posts out of a file. Pure; nothing is fetched."""
