"""``python -m nastava`` is the same as ``nastava``."""

from nastava.cli import main

if __name__ == "__main__":
    main()
