"""The registers: pages of session marks, the rosters that give each mark its place, and the array view of them."""
