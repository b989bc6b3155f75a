package io.jenkins.plugins.attune.packs;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that was asked for in the background, and how far it is.
 *
 * @param pack as it was asked for: {@code name} or {@code name@version}
 * @param by the id of the user; {@code SYSTEM} where the configuration asked for it
 * @param since when it came into this state
 * @param message what came of it, for people; empty until it has ended
 */
public record PackTask(String pack, Kind kind, String by, State state, Instant since, String message) {
    public PackTask {
        Objects.requireNonNull(pack);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(by);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
        Objects.requireNonNull(message);
    }

    /** What is done. */
    public enum Kind {
        INSTALL,
        REMOVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The name of the pack, without a version. */
    public String ref() {
        int at = pack.indexOf('@');
        return at < 0 ? pack : pack.substring(0, at);
    }

    public boolean hasFailed() {
        return state == State.FAILED;
    }

    public boolean hasEnded() {
        return state == State.DONE || state == State.FAILED;
    }

    PackTask in(State next, String told) {
        return new PackTask(pack, kind, by, next, Instant.now(), told);
    }
}
