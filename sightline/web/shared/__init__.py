"""What every page uses: words, pictures, forms, lists, navigation."""
