"""What people tell: entered by hand, through the same door and under the same rules as what files say.

Start reading at `kinds/` (what can be told, as data) and `telling.py` (how it reaches the record).
"""
