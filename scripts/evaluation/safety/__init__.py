"""Whether what is shown respects every limit, and what that costs."""
