#!/bin/sh
# A container without its tools: run by unshare, in namespaces of its own for mounts and processes.
#
#   container.sh HIDDEN WORKSPACE TEMPORARY
#
# Everything below HIDDEN is gone but for the two directories. Says "up" and lives until it is killed.
set -e
stash=$(mktemp -d "${TMPDIR:-/tmp}/container.XXXXXX")
mount -t tmpfs tmpfs "$stash"
mkdir "$stash/workspace" "$stash/temporary"
mount --bind "$2" "$stash/workspace"
mount --bind "$3" "$stash/temporary"
mount -t tmpfs tmpfs "$1"
mkdir -p "$2" "$3"
mount --bind "$stash/workspace" "$2"
mount --bind "$stash/temporary" "$3"
umount -l "$stash"
rmdir "$stash"
echo up
exec sleep 3600
