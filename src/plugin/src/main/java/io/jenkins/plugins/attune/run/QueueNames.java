package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.QueueKeys;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

/** The keys of the queues in which the administrator's bounds count; nobody else may name them. */
final class QueueNames {
    static final String ALL = "all runs";

    private static final String AGENT = "agent:";
    static final String JOB = "job:";
    private static final String PERSON = "person:";
    static final String STARTED_BY = "started by:";

    /** Longest name that is part of a key as it is. */
    private static final int MAX_NAME = 150;

    private QueueNames() {}

    /** @param machine empty for the controller's own */
    static String agent(String machine) {
        return AGENT + (machine.isEmpty() ? "built-in" : name(machine));
    }

    static String job(String fullName) {
        return JOB + name(fullName);
    }

    /** Of a person, or of a job whose builds nobody starts. */
    static String starter(@CheckForNull String person, String job) {
        return person == null ? STARTED_BY + name(job) : PERSON + name(person);
    }

    static boolean isReserved(String key) {
        return key.equals(ALL) || Stream.of(AGENT, JOB, PERSON, STARTED_BY).anyMatch(key::startsWith);
    }

    /**
     * A key that somebody else than the administrator may name.
     *
     * @throws InvalidQueueKeyException where it may not be one
     */
    static String requireFree(String key) throws InvalidQueueKeyException {
        if (isReserved(QueueKeys.check(key))) {
            throw new InvalidQueueKeyException(
                    "the queue '" + key + "' counts runs for the administrator",
                    "Choose a name that is not '" + ALL + "' and does not begin with '" + AGENT + "', '" + JOB + "', '"
                            + PERSON + "' or '" + STARTED_BY + "'.");
        }
        return key;
    }

    /** A job or a person may have any name, a key may not: then a digest stands for it. */
    private static String name(String name) {
        try {
            return name.length() > MAX_NAME ? digest(name) : QueueKeys.check(name);
        } catch (InvalidQueueKeyException e) {
            return digest(name);
        }
    }

    private static String digest(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
