package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.view.PackPath;
import io.jenkins.plugins.attune.view.Part;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The packs of this controller, a part of them for programs. */
@ExportedBean
public final class PackBoard {
    /** Most that is told at once. */
    static final int MAX_PACKS = 1_000;

    private final List<PackSummary> packs;
    private final Part part;
    private final String filter;
    private final List<String> problems;

    private final PackChanges changes;

    private PackBoard(PackChanges changes, KnownPacks known, Part part, String filter) {
        this.changes = changes.beside(known.all());
        this.packs = known.matching(filter);
        this.problems = known.problems();
        this.part = part;
        this.filter = filter;
    }

    /** @param filter part of names, labels and descriptions that are wanted; empty for all */
    static PackBoard of(Part part, String filter) throws IOException {
        return new PackBoard(PackChanges.now(), KnownPacks.now(), part, filter);
    }

    /** By name. */
    @Exported
    public List<PackSummary> getPacks() {
        return part.of(packs);
    }

    /** How many there are, on this page and on others. */
    @Exported
    public int getTotal() {
        return packs.size();
    }

    /** How many of them have errors. */
    @Exported
    public int getFaulty() {
        return (int) packs.stream().filter(pack -> pack.getErrorCount() > 0).count();
    }

    /** Packs of the store that can't be read at all, and why; paths are for those who manage packs. */
    public List<String> getProblems() {
        return isManager() ? problems : List.of();
    }

    /** Where the next part is; null where there is none. */
    @Exported
    @CheckForNull
    public String getNext() {
        return part.to() >= packs.size()
                ? null
                : Jenkins.get().getRootUrl() + PackPath.PACKS + "api/json?" + part.next("filter", filter);
    }

    public String getFilter() {
        return filter;
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    /** Whether the current user may install and remove packs. */
    public boolean isManager() {
        return Jenkins.get().hasPermission(AttunePermissions.MANAGE_PACKS);
    }

    /** What is under way and what the sources have, for those who manage packs. */
    public PackChanges getChanges() {
        return changes;
    }
}
