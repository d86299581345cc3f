"""What a user's files and arguments can get wrong, said in the user's language."""
