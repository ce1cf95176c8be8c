"""What the doors share: the page around every page, components, languages."""
