"""Schools and providers: what each has told us, its children, its calendar and taught week."""
