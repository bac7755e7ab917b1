"""Kernels that a student's code can't leave: no network, no grader's files, limits with reasons, and warm.

Students' code runs in a kernel that is forked from a prepared process (:mod:`zygote`), enters fresh namespaces and a
private root (:mod:`enter`, :mod:`root`), and gives up its rights (:mod:`rights`). :mod:`provisioner` offers it to
``jupyter_client``, so that stock ``nbgrader autograde`` runs in it as well. Where a process can't be forked that way,
:mod:`bubble` starts a fresh kernel in bubblewrap.
"""
