package io.jenkins.plugins.attune.engine.environment;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The place of one environment below the root: its directory, and beside it what must outlast it.
 *
 * @param root of all environments
 * @param id 12 hexadecimal digits
 */
record Slot(Path root, String id) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    Slot {
        if (!isId(id)) {
            throw new IllegalArgumentException("no environment is called " + id);
        }
    }

    static boolean isId(String name) {
        return ID.matcher(name).matches();
    }

    /** The environment itself, built in place: the scripts in it hold this path. */
    Path directory() {
        return root.resolve(id);
    }

    /** Written last: without it the directory is rubbish. */
    Path marker() {
        return directory().resolve(".attune-ready");
    }

    /** Locked by whoever builds or removes it. */
    Path lock() {
        return root.resolve(id + ".lock");
    }

    /** What the last build wrote; bounded. */
    Path log() {
        return root.resolve(id + ".log");
    }

    /** Who builds; left behind by a builder that was killed. */
    Path building() {
        return root.resolve(id + ".building");
    }

    /** Why the last build failed. */
    Path failed() {
        return root.resolve(id + ".failed");
    }

    /** Directory with one file for each run that uses any environment. */
    Path uses() {
        return root.resolve(".use");
    }

    /** Private directory of a build, for configuration files and temporary ones; gone when the build is over. */
    Path scratch() {
        return root.resolve(".tmp").resolve(id);
    }

    /** Copies of the pack whose scripts must lie below their modules. */
    Path copies() {
        return directory().resolve("p");
    }
}
