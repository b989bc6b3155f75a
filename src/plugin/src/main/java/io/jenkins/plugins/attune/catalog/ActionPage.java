package io.jenkins.plugins.attune.catalog;

import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** Shows one action. */
public final class ActionPage implements ModelObject {
    private final ActionReport report;

    ActionPage(ActionReport report) {
        this.report = report;
    }

    @Override
    public String getDisplayName() {
        return report.getSummary().getName();
    }

    /** The page. */
    @GET
    public HttpResponse doIndex() {
        return HttpResponses.forwardToView(report, "page");
    }

    /** Serves {@code api/json}. */
    public Api getApi() {
        return new Api(report);
    }
}
