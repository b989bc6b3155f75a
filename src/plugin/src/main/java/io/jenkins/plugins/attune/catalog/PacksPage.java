package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.view.PackPath;
import io.jenkins.plugins.attune.view.Part;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.GET;

/** Shows the packs and leads to each; whoever leads here has asked for the permission. */
public final class PacksPage implements ModelObject {
    @Override
    public String getDisplayName() {
        return Messages.PacksPage_displayName();
    }

    /** The page; its packs are those that have {@code filter} in them. */
    @GET
    public HttpResponse doIndex(StaplerRequest2 request) throws IOException {
        return HttpResponses.forwardToView(board(request), "page");
    }

    /** Serves {@code api/json}, with the parameters {@code from}, {@code limit} and {@code filter}. */
    public Api getApi() throws IOException {
        return new Api(board(Stapler.getCurrentRequest2()));
    }

    private static PackBoard board(StaplerRequest2 request) throws IOException {
        return PackBoard.of(
                Part.of(request, PackBoard.MAX_PACKS),
                Util.fixNull(request.getParameter("filter")).strip());
    }

    /** Serves {@code <pack>}; null, which is told as not found, for any other name. */
    @CheckForNull
    public PackPage getDynamic(String token) throws IOException {
        return KnownPacks.now().find(PackPath.name(token)).map(PackPage::new).orElse(null);
    }
}
