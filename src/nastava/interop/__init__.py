"""The exchange of questions with other systems: a reader and a writer per format."""
