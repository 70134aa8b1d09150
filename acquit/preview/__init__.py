"""What writers see while they write: pages as they are asked for, and what each text is."""
