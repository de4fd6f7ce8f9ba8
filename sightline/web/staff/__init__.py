"""The pages of the authority's own staff: home, the list, a child, reports, and how the list is made."""
