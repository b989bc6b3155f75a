package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Shows all queues: who holds what, and who waits for it; whoever leads here has asked for the permission. */
public final class QueuesPage implements ModelObject {
    @Override
    public String getDisplayName() {
        return Messages.QueuesPage_displayName();
    }

    /** The page; its queues are those whose key has {@code filter} in it, from the one of index {@code from} on. */
    @GET
    public HttpResponse doIndex(@QueryParameter @CheckForNull String from, @QueryParameter @CheckForNull String filter)
            throws IOException {
        return HttpResponses.forwardToView(board(from, null, filter), "page");
    }

    /** The part of the page that changes. */
    @GET
    public HttpResponse doFragment(
            @QueryParameter @CheckForNull String from, @QueryParameter @CheckForNull String filter) throws IOException {
        return HttpResponses.forwardToView(board(from, null, filter), "fragment");
    }

    /** Serves {@code api/json}, with the parameters {@code from}, {@code count} and {@code filter}. */
    public Api getApi() throws IOException {
        return new Api(asked());
    }

    /** Those that the request asks for. */
    static QueueBoard asked() throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return board(request.getParameter("from"), request.getParameter("count"), request.getParameter("filter"));
    }

    private static QueueBoard board(@CheckForNull String from, @CheckForNull String count, @CheckForNull String filter)
            throws IOException {
        return QueueBoard.of(
                QueueDesk.get(),
                Span.asked(from, count, QueueBoard.QUEUES),
                Util.fixNull(filter).trim());
    }
}
