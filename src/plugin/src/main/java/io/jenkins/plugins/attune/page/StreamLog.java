package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.log.LogPages;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** One stored stream of a run, shown page by page or downloaded; never in memory as a whole. */
@ExportedBean(defaultVisibility = 999)
public final class StreamLog {
    private static final int BAD_REQUEST = 400;

    private final RunLogs run;
    private final String name;
    private final LogPages pages;

    StreamLog(RunLogs run, Path directory, String name) {
        this.run = run;
        this.name = name;
        this.pages = LogPages.of(directory, name);
    }

    public RunLogs getRun() {
        return run;
    }

    @Exported
    public String getName() {
        return name;
    }

    /** Address below the one of Jenkins, with a slash at the end. */
    public String getUrl() {
        return run.getUrl() + name + "/";
    }

    /** As {@link #getUrl}, for programs. */
    @Exported(name = "url")
    public String getFullUrl() {
        return Jenkins.get().getRootUrl() + getUrl();
    }

    /** Stored bytes. */
    @Exported
    public long getLength() throws IOException {
        return pages.length();
    }

    /** Shows the page that begins at an offset, the first one without it. */
    @GET
    public HttpResponse doIndex(@QueryParameter @CheckForNull String offset) throws IOException {
        long from;
        try {
            from = offset == null || offset.isEmpty() ? 0 : Long.parseUnsignedLong(offset);
        } catch (NumberFormatException e) {
            return notAnOffset();
        }
        return from < 0
                ? notAnOffset()
                : HttpResponses.forwardToView(this, "page").with("shown", TextPage.read(pages, from));
    }

    private static HttpResponse notAnOffset() {
        return HttpResponses.errorWithoutStack(BAD_REQUEST, Messages.StreamLog_notAnOffset());
    }

    /** Sends all that is stored, with a notice wherever bytes are missing. */
    @GET
    public void doDownload(StaplerResponse2 response) throws IOException {
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"attune-" + run.getShortId().replaceAll("[^A-Za-z0-9]", "_") + "-" + name
                        + ".txt\"");
        pages.copyTo(response.getOutputStream(), leftOut -> "\n[" + Messages.StreamLog_leftOut(leftOut) + "]\n");
    }
}
