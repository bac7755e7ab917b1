"""The exchange of questions with other systems: a writer per format."""
