package io.jenkins.plugins.attune.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import org.kohsuke.stapler.StaplerProxy;

/**
 * Lists the runs of a build and leads to what they wrote.
 *
 * <p>It is made anew whenever it is looked at and reads directories only: nothing of it is saved with the build.
 */
public final class AttuneRunsAction implements Action, StaplerProxy {
    static final String URL = "attune";

    private final Run<?, ?> build;
    private final RunFolder folder;

    AttuneRunsAction(Run<?, ?> build) {
        this.build = build;
        this.folder = new RunFolder(folder(build));
    }

    /** Where the runs of a build are kept, each in a directory of its own. */
    static Path folder(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve("attune");
    }

    @Override
    public String getIconFileName() {
        return "symbol-terminal";
    }

    @Override
    public String getDisplayName() {
        return Messages.AttuneRunsAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The build, for its side panel. */
    public Run<?, ?> getBuild() {
        return build;
    }

    /** What the page shows. */
    public RunFolder.Listing getListing() throws IOException {
        return folder.list(build);
    }

    /** Serves {@code run/<id>}; null, which is told as not found, for any other name than that of a run. */
    @CheckForNull
    public RunLogs getRun(String id) throws IOException {
        return folder.contains(id) ? folder.run(build, id) : null;
    }

    /** The build asks for the same permission; whoever reaches this object on another way meets it here. */
    @Override
    @CheckForNull
    public Object getTarget() {
        return build.hasPermission(Item.READ) ? this : null;
    }
}
