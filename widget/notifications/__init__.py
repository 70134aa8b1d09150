"""Letters: written down with what they tell, and sent by a worker."""
