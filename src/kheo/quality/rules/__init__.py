"""What is right about data: validation rules as values, what is expected when, which points are far from the usual."""
