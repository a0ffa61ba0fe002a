"""The workshop: what trains, exports, evaluates and checks. Not part of the package."""
