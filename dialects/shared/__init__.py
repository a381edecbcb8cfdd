"""What several dialects use, and no dialect's own."""
