"""How marks are read: codes in a cell, the days that they are of, and the shapes in which registers are sent."""
