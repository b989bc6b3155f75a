package io.jenkins.plugins.attune.page;

import hudson.model.Run;
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
        try {
            RunMemo memo = RunMemo.load(directory);
            return memo == null
                    ? Messages.RunLogs_unknownAction()
                    : memo.spec().action().toString();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the record of a run cannot be read: " + directory);
            return Messages.RunLogs_unknownAction();
        }
    }

    /** There is nothing to see between the list and a stream. */
    @GET
    public HttpResponse doIndex() {
        return HttpResponses.redirectViaContextPath(build.getUrl() + AttuneRunsAction.URL + "/");
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
