"""``nastava grade``: what ``nbgrader autograde`` does, in parallel, resumable, and to the same gradebook.

How the parts fit, in the order in which a submission passes through them:

``course``    the course's own nbgrader settings, read as nbgrader's commands read them
``bundle``    everything of the assignment that grading needs, as bytes: no worker reads the course
``handing``   one submission as bytes, links never followed, and the key under which its result is kept
``pool``      worker processes on this machine; ``cluster`` the same on Dask
``worker``    the process that runs nbgrader, in a scratch course with a scratch gradebook
``store``     results on disk, under their keys
``laying``    the graded files swapped into the course, a folder at a time
``merge``     the one writer of the course's gradebook, in a transaction per submission
``run``       puts them in order

What survives a kill or a power loss. A result is first written to the store (synced), then its files are swapped
in (synced), then grades and the result's key are committed to the gradebook in one transaction. The key in
the gradebook is thus the last word: without it the next run repeats the later steps from the store, which
give the same again, and runs nothing; with it nothing is left to do. Work that was under way is done anew. A
gradebook restored from a backup has its old keys too, so that what it lacks is merged again.

A worker is never trusted. Students' code runs below it, so what it returns is JSON and files, checked against what
the gradebook knows of the assignment; nothing of it is unpickled, and no worker gets the course's gradebook or
its address.
"""
