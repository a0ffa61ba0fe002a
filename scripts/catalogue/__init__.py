"""The workshop of the catalogue."""
