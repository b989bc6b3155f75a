package io.jenkins.plugins.attune.cli;

/** The exit codes of the command itself; an action's own passes through. */
final class ExitCodes {
    static final int OK = 0;

    /** A test did not pass. */
    static final int TESTS_FAILED = 1;

    /** An environment is not what it was. */
    static final int ENVIRONMENT_DAMAGED = 1;

    static final int USAGE = 64;

    /** A pack is broken, or a result is not what its action declares. */
    static final int BAD_PACK = 65;

    /** An interpreter or an environment can not be had. */
    static final int UNAVAILABLE = 69;

    static final int INTERNAL = 70;
    static final int NOT_ALLOWED = 77;
    static final int TIMED_OUT = 124;
    static final int INTERRUPTED = 130;

    /** What a shell says of a program whose reader went away: 128 + SIGPIPE. */
    static final int READER_GONE = 141;

    private ExitCodes() {}
}
