"""What county and districts read together: a case's timeline, and the feed of all."""
