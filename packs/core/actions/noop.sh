#!/bin/sh
# Does nothing. It does not even read its (empty) document, so that a run costs no more than the shell's start.
exit 0
