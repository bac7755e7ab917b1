"""The instructor's course as nbgrader keeps it: settings, folders, gradebook."""
