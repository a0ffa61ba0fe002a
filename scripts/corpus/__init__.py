"""Reading, splitting and checking the labelled drafts."""
