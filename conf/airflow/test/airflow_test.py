"""Runs all tests of this directory in one fresh installation; --short: the experiment is a small one."""

import os
import pathlib
import sys
import unittest

import installation


def main():
    short = sys.argv[1:] == ["--short"]
    if sys.argv[1:] and not short:
        sys.exit(f"airflow-test: unknown arguments {sys.argv[1:]}; expected none, or --short")
    os.environ["SHORT"] = "1" if short else "0"
    installation.prepare()
    # Of this process too, before anything of Airflow is imported.
    os.environ.update(installation.environment())
    tests = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent))
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(tests).wasSuccessful())


if __name__ == "__main__":
    main()
