package io.jenkins.plugins.attune;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Descriptor.FormException;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.attune.ActionFields.Given;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The page "Try an action" of a job with a {@link TryBuilder}: a form for any action that this Jenkins knows. */
public final class TryPage implements Action {
    private final FreeStyleProject job;

    TryPage(FreeStyleProject job) {
        this.job = job;
    }

    /** Whether the current user may run actions here. */
    static boolean isOpen(Item job) {
        return job.hasPermission(Item.BUILD) && Jenkins.get().hasPermission(AttunePermissions.RUN);
    }

    /** Where the current user may try actions, at most so many: looks through the jobs that the user may read. */
    public static List<TryPage> open(int most) {
        return StreamSupport.stream(
                        Jenkins.get().allItems(FreeStyleProject.class).spliterator(), false)
                .filter(job -> isMadeForIt(job) && isOpen(job))
                .limit(most)
                .map(TryPage::new)
                .toList();
    }

    private static boolean isMadeForIt(FreeStyleProject job) {
        return job.getBuildersList().get(TryBuilder.class) != null;
    }

    /** Of the form for one action, below the root of Jenkins. */
    public String url(String action) {
        return job.getUrl() + getUrlName() + "/?action=" + Util.rawEncode(action);
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return isOpen(job) ? "symbol-flask-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.TryPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "attune-try";
    }

    public FreeStyleProject getJob() {
        return job;
    }

    /** For the page, which asks for the permissions again. */
    public void checkOpen() {
        job.checkPermission(Item.BUILD);
        Jenkins.get().checkPermission(AttunePermissions.RUN);
    }

    /** For an action that a link names, or none. */
    public ActionFields getFields() {
        String action = Stapler.getCurrentRequest2().getParameter("action");
        return ActionFields.of(new Given(action == null ? "" : action.strip(), "", List.of(), true, false));
    }

    /**
     * Starts a build that runs what the form says.
     *
     * <p>A credential may be chosen by whoever may use the credentials of the job: without that, who may start builds could
     * send any of them anywhere.
     */
    @POST
    public HttpResponse doRun(StaplerRequest2 request) throws IOException, ServletException, FormException {
        checkOpen();
        JSONObject form = request.getSubmittedForm();
        AttuneBuilder asked = new AttuneBuilder(form.getString("action"));
        JSONObject merged = SubmittedFields.merged(form);
        asked.setParameters(merged.optString("parameters"));
        asked.setCredentialBindings(request.bindJSONToList(CredentialBinding.class, merged.opt("credentialBindings")));
        if (!asked.getCredentialBindings().isEmpty()) {
            job.checkPermission(CredentialsProvider.USE_ITEM);
        }
        job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause()), new TryRequest(asked));
        return new HttpRedirect("..");
    }

    /** Gives the page to the jobs that can do with it. */
    @Extension
    public static final class Factory extends TransientActionFactory<FreeStyleProject> {
        @Override
        public Class<FreeStyleProject> type() {
            return FreeStyleProject.class;
        }

        @Override
        public Collection<? extends Action> createFor(FreeStyleProject job) {
            return isMadeForIt(job) ? List.of(new TryPage(job)) : List.of();
        }
    }
}
