package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.ConcurrencySettings;
import io.jenkins.plugins.attune.engine.error.InvalidQueueKeyException;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Owner;
import io.jenkins.plugins.attune.engine.queue.Patience;
import io.jenkins.plugins.attune.engine.queue.Policy;
import io.jenkins.plugins.attune.engine.queue.PolicySource;
import io.jenkins.plugins.attune.engine.queue.QueueKeys;
import io.jenkins.plugins.attune.engine.queue.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The slots that a run needs before it may start, as the administrator bounds the number of runs. */
final class RunSlots {
    private static final PolicySource SOURCE =
            new PolicySource(PolicySource.Kind.ADMINISTRATOR, "the system configuration");

    /** Longest name that is part of a key as it is. */
    private static final int MAX_NAME = 150;

    private final Run<?, ?> build;
    private final ConcurrencySettings settings = AttuneConfiguration.get().getConcurrency();
    private final List<Claim> claims = new ArrayList<>();

    private RunSlots(Run<?, ?> build) {
        this.build = build;
    }

    /** Null where the run needs none. */
    @CheckForNull
    static Request request(String id, Run<?, ?> build, String machine) {
        RunSlots slots = new RunSlots(build);
        String person = person(build);
        String job = build.getParent().getFullName();
        slots.claim("all", slots.settings.getTotal());
        slots.claim("agent:" + (machine.isEmpty() ? "built-in" : name(machine)), slots.settings.getPerAgent());
        slots.claim("job:" + name(job), slots.settings.getPerJob());
        slots.claim(person == null ? "started by:" + name(job) : "person:" + name(person), slots.settings.getPerUser());
        return slots.claims.isEmpty()
                ? null
                : new Request(
                        id,
                        slots.claims,
                        new Owner(build.getExternalizableId(), person),
                        Patience.of(Duration.ofSeconds(slots.settings.getWaitLimit())));
    }

    private void claim(String key, @CheckForNull Integer limit) {
        if (limit != null) {
            claims.add(Claim.of(key, Policy.limit(limit), SOURCE));
        }
    }

    /** What the run waits for, for people. */
    static String describe(Request request) {
        return request.claims().stream().map(Claim::key).collect(Collectors.joining(", "));
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

    @CheckForNull
    private static String person(Run<?, ?> build) {
        Cause.UserIdCause cause = build.getCause(Cause.UserIdCause.class);
        return cause == null ? null : cause.getUserId();
    }
}
