"""Pages about who is who, and about the working calendar."""
