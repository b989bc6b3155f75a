package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.view.PackPath;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.verb.GET;

/** Shows one pack and leads to its actions. */
public final class PackPage implements ModelObject {
    private final PackSummary pack;

    PackPage(PackSummary pack) {
        this.pack = pack;
    }

    @Override
    public String getDisplayName() {
        return pack.getRef();
    }

    /** The page. */
    @GET
    public HttpResponse doIndex() {
        return HttpResponses.forwardToView(new PackReport(pack), "page");
    }

    /** Serves {@code api/json}. */
    public Api getApi() {
        return new Api(new PackReport(pack));
    }

    /** Serves {@code <action>}; null, which is told as not found, for any other name. */
    @CheckForNull
    public ActionPage getDynamic(String token) throws IOException {
        ActionRef ref;
        try {
            ref = new ActionRef(pack.getRef(), PackPath.name(token));
        } catch (IllegalArgumentException notAName) {
            return null;
        }
        return KnownPacks.now().find(ref).map(ActionPage::new).orElse(null);
    }
}
