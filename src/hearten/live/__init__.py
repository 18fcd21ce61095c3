"""The stream that tells an open page "something here changed". It knows opaque topics and signed tickets only."""
