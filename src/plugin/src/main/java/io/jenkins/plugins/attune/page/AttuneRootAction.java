package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Shows all queues: who holds what, and who waits for it. */
@Extension
public final class AttuneRootAction implements RootAction, StaplerProxy {
    static final String URL = "attune";

    private static final int BAD_REQUEST = 400;

    @Override
    @CheckForNull
    public String getIconFileName() {
        return Jenkins.get().hasPermission(AttunePermissions.VIEW) ? "symbol-hourglass" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.AttuneRootAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(AttunePermissions.VIEW);
        return this;
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

    /** Serves {@code queue/<token>}; null, which is told as not found, for what is no queue the user may know of. */
    @CheckForNull
    public QueuePage getQueue(String token) {
        return QueueToken.key(token)
                .filter(QueueDesk::mayKnow)
                .map(QueuePage::new)
                .orElse(null);
    }

    /** Serves {@code api/json}, with the parameters {@code from}, {@code count} and {@code filter}. */
    public Api getApi() throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return new Api(
                board(request.getParameter("from"), request.getParameter("count"), request.getParameter("filter")));
    }

    private static QueueBoard board(@CheckForNull String from, @CheckForNull String count, @CheckForNull String filter)
            throws IOException {
        return QueueBoard.of(
                QueueDesk.get(),
                span(from, count, QueueBoard.QUEUES),
                Util.fixNull(filter).trim());
    }

    static Span span(@CheckForNull String from, @CheckForNull String count, int usually) {
        try {
            return Span.of(from, count, usually);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(BAD_REQUEST, e.getMessage());
        }
    }
}
