"""What tests share: the strict reader of pages and the like."""
