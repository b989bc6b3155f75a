package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.catalog.PackManager;
import io.jenkins.plugins.attune.catalog.PacksPage;
import io.jenkins.plugins.attune.environment.EnvironmentsPage;
import io.jenkins.plugins.attune.history.RunsPage;
import io.jenkins.plugins.attune.run.QueueDesk;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Leads to all pages of Attune but those of builds and agents, and asks for the permission to see them. */
@Extension
public final class AttuneRootAction implements RootAction, StaplerProxy {
    static final String URL = "attune";

    @Override
    @CheckForNull
    public String getIconFileName() {
        return Jenkins.get().hasPermission(AttunePermissions.VIEW) ? "symbol-flash-outline plugin-ionicons-api" : null;
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

    /** The overview. Queues that a link of an earlier version asks for are elsewhere now. */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException {
        boolean moved = request.getParameter("filter") != null || request.getParameter("from") != null;
        return moved
                ? HttpResponses.redirectViaContextPath(URL + "/queues/?" + request.getQueryString())
                : HttpResponses.forwardToView(Overview.of(QueuesPage.asked()), "page");
    }

    /** As it is at {@code queues/}, for pages that were opened before an update. */
    @GET
    public HttpResponse doFragment() throws IOException {
        return HttpResponses.forwardToView(QueuesPage.asked(), "fragment");
    }

    /** Serves {@code packs}. */
    public PacksPage getPacks() {
        return new PacksPage();
    }

    /** Serves {@code manage}, for changes of packs. */
    public PackManager getManage() {
        return new PackManager();
    }

    /** Serves {@code runs}. */
    public RunsPage getRuns() {
        return new RunsPage();
    }

    /** Serves {@code queues}. */
    public QueuesPage getQueues() {
        return new QueuesPage();
    }

    /** Serves {@code queue/<token>}; null, which is told as not found, for what is no queue the user may know of. */
    @CheckForNull
    public QueuePage getQueue(String token) {
        return QueueToken.key(token)
                .filter(QueueDesk::mayKnow)
                .map(QueuePage::new)
                .orElse(null);
    }

    /** Serves {@code environments}. */
    public EnvironmentsPage getEnvironments() {
        return new EnvironmentsPage();
    }

    /** Serves {@code api/json}, with the parameters {@code from}, {@code count} and {@code filter} for the queues. */
    public Api getApi() throws IOException {
        return new Api(Overview.of(QueuesPage.asked()));
    }
}
