"""What social care sends, as one table: the children in need census and the inspectors' lists."""
