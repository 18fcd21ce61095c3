"""Static files under names that carry their own hash, through CSS imports and JavaScript modules too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Manifest(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names without any build step; Django marks the module part experimental, so a test holds it."""

    support_js_module_import_aggregation = True
    manifest_strict = True
