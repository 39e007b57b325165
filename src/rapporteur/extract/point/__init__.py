"""What kind of point a sentence is, about whom, and how many."""
