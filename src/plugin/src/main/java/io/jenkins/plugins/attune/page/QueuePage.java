package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.engine.error.StaleChangeException;
import io.jenkins.plugins.attune.engine.queue.QueueSettings;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * Shows one queue with its whole line, a page at a time, and takes what people do to it.
 *
 * <p>A change of settings names the version it was made from, a change of a ticket its number: what was changed by
 * somebody else meanwhile is answered with status 409, and nothing is done.
 */
public final class QueuePage implements ModelObject {
    /** Of those who wait, on one page. */
    static final int TICKETS = 100;

    /** Longest reason for a pause, in characters. */
    private static final int MAX_REASON = 200;

    private final String key;
    private final QueueDesk desk = QueueDesk.get();

    QueuePage(String key) {
        this.key = key;
    }

    @Override
    public String getDisplayName() {
        return key;
    }

    /** The page; those who wait from the one of index {@code from} on. */
    @GET
    public HttpResponse doIndex(@QueryParameter @CheckForNull String from) throws IOException {
        return HttpResponses.forwardToView(report(from, null), "page");
    }

    /** The part of the page that changes. */
    @GET
    public HttpResponse doFragment(@QueryParameter @CheckForNull String from) throws IOException {
        return HttpResponses.forwardToView(report(from, null), "fragment");
    }

    /**
     * Serves {@code api/json}, with the parameters {@code from} and {@code count}; null, which is told as not found,
     * where nobody is in the queue and nothing is set or remembered.
     */
    @CheckForNull
    public Api getApi() throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return desk.isUsed(key) ? new Api(report(request.getParameter("from"), request.getParameter("count"))) : null;
    }

    private QueueReport report(@CheckForNull String from, @CheckForNull String count) throws IOException {
        Span span = Span.asked(from, count, TICKETS);
        return new QueueReport(desk.view(key, span.to()), span);
    }

    /** Keeps who waits, and who comes, from starting. */
    @POST
    public HttpResponse doPause(
            @QueryParameter @CheckForNull String version, @QueryParameter @CheckForNull String reason)
            throws IOException {
        String line = Util.fixNull(reason).replaceAll("\\p{Cntrl}+", " ").trim();
        if (line.length() > MAX_REASON) {
            return QueueAnswer.bad(Messages.QueuePage_reasonTooLong(MAX_REASON));
        }
        return change(version, settings -> settings.pausedFor(line.isEmpty() ? null : line));
    }

    /** Ends a pause. */
    @POST
    public HttpResponse doResume(@QueryParameter @CheckForNull String version) throws IOException {
        return change(version, QueueSettings::resumed);
    }

    /** Sets the limit of people, or removes it where none is given. */
    @POST
    public HttpResponse doLimit(
            @QueryParameter @CheckForNull String version, @QueryParameter @CheckForNull String limit)
            throws IOException {
        String text = Util.fixNull(limit).trim();
        Integer wanted;
        try {
            wanted = text.isEmpty() ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return QueueAnswer.bad(Messages.QueuePage_limitNotANumber());
        }
        return change(version, settings -> settings.withPolicy(settings.policy().withLimit(wanted)));
    }

    private HttpResponse change(@CheckForNull String version, UnaryOperator<QueueSettings> edit) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_QUEUES);
        long from;
        try {
            from = Long.parseLong(Util.fixNull(version));
        } catch (NumberFormatException e) {
            return QueueAnswer.bad(Messages.QueuePage_versionMissing());
        }
        try {
            return QueueAnswer.changed(desk.change(key, from, edit));
        } catch (StaleChangeException e) {
            return QueueAnswer.stale(e, from, desk.view(key, 1).history());
        } catch (IllegalArgumentException e) {
            return QueueAnswer.bad(e.getMessage());
        }
    }

    /** Takes a ticket's slots, for a run that will not give them back. */
    @POST
    public HttpResponse doRelease(@QueryParameter @CheckForNull String ticket) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_QUEUES);
        return QueueAnswer.ended(desk.release(key, number(ticket)), Messages.QueuePage_holdsNothing());
    }

    /** Has a ticket leave the line; its run fails. */
    @POST
    public HttpResponse doRemove(@QueryParameter @CheckForNull String ticket) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_QUEUES);
        return QueueAnswer.ended(desk.remove(key, number(ticket)), Messages.QueuePage_waitsNoMore());
    }

    /** Closes the circuit breaker. */
    @POST
    public HttpResponse doResetBreaker() throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_QUEUES);
        desk.resetBreaker(key);
        return QueueAnswer.ended(true, "");
    }

    /** No ticket has the number 0. */
    private static long number(@CheckForNull String ticket) {
        try {
            return Long.parseLong(Util.fixNull(ticket));
        } catch (NumberFormatException e) {
            throw QueueAnswer.bad(Messages.QueuePage_ticketMissing());
        }
    }
}
