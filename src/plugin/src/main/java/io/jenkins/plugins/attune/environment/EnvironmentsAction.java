package io.jenkins.plugins.attune.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Computer;
import hudson.model.User;
import hudson.util.HttpResponses;
import io.jenkins.plugins.attune.audit.AuditTrail;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.engine.audit.EnvironmentAuditEntry;
import io.jenkins.plugins.attune.engine.environment.EnvironmentStatus;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/** The page of an agent with the environments it holds, for those who may see or change how the agent is configured. */
public final class EnvironmentsAction implements Action, StaplerProxy {
    static final String URL = "attune-environments";

    private static final Logger LOGGER = Logger.getLogger(EnvironmentsAction.class.getName());

    private final Computer computer;

    EnvironmentsAction(Computer computer) {
        this.computer = computer;
    }

    /** What the page shows. */
    public record Listing(List<EnvironmentRow> rows, String problem) {
        public Listing {
            rows = List.copyOf(rows);
        }

        /** Of all together. */
        public long bytes() {
            return rows.stream().mapToLong(EnvironmentRow::getBytes).sum();
        }
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return computer.hasPermission(Computer.EXTENDED_READ) ? "symbol-cube" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** For the side panel of the page. */
    public Computer getComputer() {
        return computer;
    }

    public boolean isChangeable() {
        return computer.hasPermission(Computer.CONFIGURE);
    }

    @Override
    public Object getTarget() {
        computer.checkPermission(Computer.EXTENDED_READ);
        return this;
    }

    /** How many were removed by what led to this page; null where nothing was asked for. */
    @CheckForNull
    public Integer getRemoved() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String given = request == null ? null : request.getParameter("removed");
        return given != null && given.matches("\\d{1,6}") ? Integer.valueOf(given) : null;
    }

    /** All environments, or why they can't be listed. */
    public Listing getListing() throws InterruptedException {
        return listing(AgentEnvironments::list);
    }

    private Listing listing(Question question) throws InterruptedException {
        AgentEnvironments agent = AgentEnvironments.of(computer);
        if (agent == null) {
            return new Listing(List.of(), Messages.EnvironmentsAction_offline());
        }
        try {
            return new Listing(
                    question.ask(agent).stream().map(EnvironmentRow::new).toList(), "");
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the environments of " + computer.getName() + " can't be listed");
            return new Listing(List.of(), Messages.EnvironmentsAction_unreadable(e.getMessage()));
        }
    }

    /** What may be asked of an agent. */
    private interface Question {
        List<EnvironmentStatus> ask(AgentEnvironments agent) throws IOException, InterruptedException;
    }

    /** Removes one, whatever its state: the next run that needs it builds it anew. */
    @POST
    public HttpResponse doRemove(@QueryParameter(required = true) String id) throws IOException, InterruptedException {
        return remove(List.of(id));
    }

    /** Removes all that no run uses. */
    @POST
    public HttpResponse doRemoveUnused() throws IOException, InterruptedException {
        return remove(List.of());
    }

    private HttpResponse remove(List<String> ids) throws IOException, InterruptedException {
        List<String> gone = changeable().remove(ids);
        tell("remove_environments", gone);
        return back(gone.size());
    }

    /** Removes what is beyond the limits of age and size, which otherwise happens once an hour. */
    @POST
    public HttpResponse doRemoveOld() throws IOException, InterruptedException {
        List<String> gone =
                changeable().prune(AttuneConfiguration.get().getEnvironments().limits());
        tell("remove_old_environments", gone);
        return back(gone.size());
    }

    /** Shows those that are not what they were when they were built. */
    @POST
    public void doVerify(StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, InterruptedException, ServletException {
        computer.checkPermission(Computer.CONFIGURE);
        request.setAttribute("verified", listing(AgentEnvironments::damaged));
        request.getView(this, "verified").forward(request, response);
    }

    /** What the last build of an environment wrote. */
    public HttpResponse doLog(@QueryParameter(required = true) String id) throws IOException, InterruptedException {
        AgentEnvironments agent = AgentEnvironments.of(computer);
        String log = agent == null ? null : agent.log(id);
        return log == null ? HttpResponses.notFound() : HttpResponses.text(log);
    }

    private AgentEnvironments changeable() throws IOException {
        computer.checkPermission(Computer.CONFIGURE);
        AgentEnvironments agent = AgentEnvironments.of(computer);
        if (agent == null) {
            throw new IOException(computer.getDisplayName() + " is offline");
        }
        return agent;
    }

    private void tell(String deed, List<String> ids) {
        User user = User.current();
        AuditTrail.add(new EnvironmentAuditEntry(
                Instant.now(), user == null ? "anonymous" : user.getId(), deed, computer.getName(), ids));
    }

    private static HttpResponse back(int removed) {
        return HttpResponses.redirectTo(".?removed=" + removed);
    }
}
