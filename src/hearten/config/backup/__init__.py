"""Backups: one encrypted file that this machine can't read again, made while the host serves.

`sealed` is the encryption, `keys` who can open it, `snapshot` one moment of the database, `contents` which files
belong to it, `take` writes, `examine` checks, `restoring` puts back.
"""
