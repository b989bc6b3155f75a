package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ModelHyperlinkNote;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.queue.Applied;
import io.jenkins.plugins.attune.engine.queue.AppliedPolicy;
import io.jenkins.plugins.attune.engine.queue.Claim;
import io.jenkins.plugins.attune.engine.queue.Request;
import io.jenkins.plugins.attune.engine.queue.Ticket;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;

/**
 * What the console of a build says of a wait: the place in the line, when it moves, who holds the slots, how long it
 * took.
 *
 * <p>Told by one thread at a time. Who holds slots is named as far as the build's own user may see it, because whoever
 * reads the console sees no less.
 */
final class WaitNews {
    private static final String UNSEEN = "a build that may not be seen from here";
    private static final int MOST_HOLDERS = 5;
    private static final int MILLIS_PER_TENTH = 100;

    private final String subject;
    private final Request request;
    private final TaskListener listener;
    private final Authentication viewer;

    /** Empty until something was said. */
    private String told = "";

    /** @param subject what waits, for people */
    WaitNews(String subject, Request request, TaskListener listener, Authentication viewer) {
        this.subject = subject;
        this.request = request;
        this.listener = listener;
        this.viewer = viewer;
    }

    Request request() {
        return request;
    }

    boolean isNew() {
        return told.isEmpty();
    }

    /**
     * Says where it is, unless that was said last.
     *
     * @param decisive the line in which it is farthest from its turn
     */
    void tell(WaitPlace decisive) {
        String place = "place " + (decisive.ahead() + 1) + " of " + decisive.waiting() + " in the queue '"
                + decisive.claim().key() + "'";
        String now = place + (decisive.paused() ? " (paused)" : "");
        if (now.equals(told)) {
            return;
        }
        say(subject + (isNew() ? " waits for its turn: " : ": ") + place + because(decisive));
        told = now;
    }

    private String because(WaitPlace decisive) {
        StringBuilder why = new StringBuilder();
        if (decisive.paused()) {
            why.append(", which is paused by ").append(decisive.settings().by());
            String reason = decisive.settings().settings().reason();
            why.append(reason == null ? "" : ": " + reason);
        }
        String policy = describe(decisive.policy());
        why.append(policy.isEmpty() ? "" : " (" + policy + ")");
        String holders = holders(decisive.holders());
        return why.append(holders.isEmpty() ? "" : "; held by " + holders).toString();
    }

    /** What asks a run to wait, and whose it is; empty where nothing does. */
    static String describe(AppliedPolicy policy) {
        return Stream.of(
                        describe("limit ", policy.limit()),
                        describe("", policy.rate()),
                        describe("of each person ", policy.personRate()),
                        describe("circuit breaker ", policy.breaker()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String describe(String what, @CheckForNull Applied<?> applied) {
        return applied == null ? "" : what + applied.value() + ": " + applied.source();
    }

    private String holders(List<Ticket> holders) {
        List<String> names = new ArrayList<>();
        holders.stream().limit(MOST_HOLDERS).map(this::link).forEach(names::add);
        if (holders.size() > MOST_HOLDERS) {
            names.add((holders.size() - MOST_HOLDERS) + " more");
        }
        return String.join(", ", names);
    }

    private String link(Ticket holder) {
        try (ACLContext ignored = ACL.as2(viewer)) {
            return QueueDesk.build(holder.owner())
                    .map(build -> ModelHyperlinkNote.encodeTo("/" + build.getUrl(), build.getFullDisplayName()))
                    .orElse(UNSEEN);
        }
    }

    /**
     * What is to be said when the turn has come: how long it took, and which policies it is under; but for the
     * administrator's bounds, which are everybody's.
     */
    static List<String> turn(
            String subject, RunMemo.Turn turn, List<Claim> claims, Function<Claim, AppliedPolicy> policies) {
        List<String> notes = new ArrayList<>();
        if (turn.waitedMillis() > 0) {
            notes.add(subject + " waited " + seconds(turn.waitedMillis()) + " for its turn");
        }
        String named = claims.stream()
                .filter(claim -> !QueueNames.isReserved(claim.key()))
                .map(claim -> "'" + claim.key() + "' (" + describe(policies.apply(claim)) + ")")
                .collect(Collectors.joining(", "));
        if (!named.isEmpty()) {
            notes.add(subject + " has its turn in the queue " + named);
        }
        return notes;
    }

    /** How long a build waited before it had an executor. */
    static String waitedAsItem(String subject, Duration waited) {
        return subject + " waited " + seconds(waited.toMillis()) + " in Jenkins' queue for its turn";
    }

    private static String seconds(long millis) {
        long tenths = millis / MILLIS_PER_TENTH;
        return tenths / 10 + "." + tenths % 10 + " seconds";
    }

    /** Says why an executor is kept meanwhile. */
    void holdsExecutor(String why) {
        say(subject + " waits on its executor, and not in Jenkins' queue: " + why);
    }

    private void say(String text) {
        listener.getLogger().println("[attune] " + text);
    }
}
