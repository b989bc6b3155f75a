package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.run.RunEnd;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.GET;

/** One run of an action as its build keeps it: the record and both streams. */
public final class RunLogs {
    private static final Logger LOGGER = Logger.getLogger(RunLogs.class.getName());

    private static final int SHORT_ID_CHARACTERS = 8;

    private final Run<?, ?> build;
    private final Path directory;
    private final String id;
    private final Instant started;

    RunLogs(Run<?, ?> build, Path folder, String id, Instant started) {
        this.build = build;
        this.directory = folder.resolve(id);
        this.id = id;
        this.started = started;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    public String getId() {
        return id;
    }

    /** Enough of the id to tell the runs of a build apart. */
    public String getShortId() {
        return id.substring(0, Math.min(SHORT_ID_CHARACTERS, id.length()));
    }

    Instant getStarted() {
        return started;
    }

    /** When the run was started, for the format functions of pages. */
    public Date getDate() {
        return Date.from(started);
    }

    /** The action's name; a record that cannot be read does not make the logs unreadable. */
    public String getAction() {
        RunMemo memo = memo();
        return memo == null
                ? Messages.RunLogs_unknownAction()
                : memo.spec().action().toString();
    }

    @CheckForNull
    private RunMemo memo() {
        try {
            return RunMemo.load(directory);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a run cannot be read: " + directory);
            return null;
        }
    }

    @CheckForNull
    private RunEnd end() {
        try {
            return RunEnd.load(directory);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the end of a run cannot be read: " + directory);
            return null;
        }
    }

    /** Address below the one of Jenkins, with a slash at the end. */
    public String getUrl() {
        return build.getUrl() + AttuneRunsAction.URL + "/run/" + Util.rawEncode(id) + "/";
    }

    /** The page. */
    @GET
    public HttpResponse doIndex() throws IOException {
        return HttpResponses.forwardToView(details(), "page");
    }

    /** Serves {@code api/json}. */
    public Api getApi() throws IOException {
        return new Api(details());
    }

    private RunDetails details() throws IOException {
        return new RunDetails(this, memo(), end());
    }

    /** Serves {@code stdout}. */
    public StreamLog getStdout() {
        return new StreamLog(this, directory, "stdout");
    }

    /** Serves {@code stderr}. */
    public StreamLog getStderr() {
        return new StreamLog(this, directory, "stderr");
    }

    /** Both, in the order of the page's columns. */
    public List<StreamLog> getStreams() {
        return List.of(getStdout(), getStderr());
    }
}
