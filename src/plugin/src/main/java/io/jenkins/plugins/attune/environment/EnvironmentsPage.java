package io.jenkins.plugins.attune.environment;

import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.view.Part;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Shows which agents hold which environments; whoever leads here has asked for the permission. */
public final class EnvironmentsPage implements ModelObject {
    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsPage_displayName();
    }

    /** The page; its environments are those of {@code pack}, where it is named. */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException, InterruptedException {
        return HttpResponses.forwardToView(board(request), "page");
    }

    /** Serves {@code api/json}, with the parameters {@code from}, {@code limit} and {@code pack}. */
    public Api getApi() throws IOException, InterruptedException {
        return new Api(board(Stapler.getCurrentRequest2()));
    }

    private static EnvironmentBoard board(StaplerRequest2 request) throws IOException, InterruptedException {
        return EnvironmentBoard.of(
                Part.of(request, EnvironmentBoard.MAX_AGENTS),
                Util.fixNull(request.getParameter("pack")).strip());
    }
}
