package io.jenkins.plugins.attune.catalog;

import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.view.PackPath;
import io.jenkins.plugins.attune.view.Part;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * Takes what people do to the packs of this Jenkins, and tells how far it is; only for those who may manage packs.
 *
 * <p>It is done in the background: whoever asks is led back to the list, which says what came of it.
 */
public final class PackManager {
    private static final int BAD_REQUEST = 400;

    /** Installs or updates a pack. */
    @POST
    public HttpResponse doInstall(@QueryParameter String pack) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        try {
            PackDesk.get().install(pack);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(BAD_REQUEST, e.getMessage());
        }
        return back();
    }

    /** Removes a pack that no other one needs. */
    @POST
    public HttpResponse doRemove(@QueryParameter String pack) throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        try {
            PackDesk.get().remove(pack);
        } catch (IllegalArgumentException e) {
            throw HttpResponses.errorWithoutStack(BAD_REQUEST, e.getMessage());
        }
        return back();
    }

    /** Asks the sources what they have. */
    @POST
    public HttpResponse doLook() throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        PackDesk.get().look();
        return back();
    }

    private static HttpResponse back() {
        return HttpResponses.redirectViaContextPath(PackPath.PACKS);
    }

    /** The part of the page of packs that changes while something is under way. */
    @GET
    public HttpResponse doFragment() throws IOException {
        Jenkins.get().checkPermission(AttunePermissions.MANAGE_PACKS);
        return HttpResponses.forwardToView(PackBoard.of(new Part(0, PackBoard.MAX_PACKS), ""), "changes");
    }
}
