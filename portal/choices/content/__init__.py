"""The words of the guide, a file a page: ``PAGE`` is the page, its Easy Read edition with it."""
