package io.jenkins.plugins.attune.history;

import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Shows the runs of all builds; whoever leads here has asked for the permission. */
public final class RunsPage implements ModelObject {
    static final String PATH = "attune/runs/";

    @Override
    public String getDisplayName() {
        return Messages.RunsPage_displayName();
    }

    /** The page; its runs are those that the parameters {@code action}, {@code job}, {@code status} and {@code from} name. */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException {
        return HttpResponses.forwardToView(RunBoard.of(Wanted.of(request)), "page");
    }

    /** Serves {@code api/json}, with the parameters of the page and {@code limit}. */
    public Api getApi() throws IOException {
        return new Api(RunBoard.of(Wanted.of(Stapler.getCurrentRequest2())));
    }
}
