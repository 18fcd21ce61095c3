"""People's ways through the product, in a real browser, and what holds for every page they meet."""
