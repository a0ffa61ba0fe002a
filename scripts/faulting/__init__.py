"""What happens when things go wrong: kills, full disks, changed bytes, wrong clocks, crashes with secrets about."""
