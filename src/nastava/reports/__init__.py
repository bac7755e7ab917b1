"""What worked: reports on a class, from the gradebook and the answer sheets."""
