"""How the tagger's weights are made; needs guard/training/requirements.txt, never the running Guard."""
