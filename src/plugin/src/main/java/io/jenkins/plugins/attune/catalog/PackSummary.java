package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import io.jenkins.plugins.attune.engine.pack.LoadedPack;
import io.jenkins.plugins.attune.engine.pack.Pack;
import io.jenkins.plugins.attune.engine.pack.Severity;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.UrlRules;
import io.jenkins.plugins.attune.packs.LibraryPack;
import io.jenkins.plugins.attune.view.PackPath;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A pack in the list of packs. */
@ExportedBean(defaultVisibility = 999)
public final class PackSummary {
    private static final int SHORT_HASH = 12;

    private final LibraryPack held;
    private final LoadedPack loaded;

    PackSummary(LibraryPack held) {
        this.held = held;
        this.loaded = held.loaded();
    }

    LoadedPack loaded() {
        return loaded;
    }

    Collection<Action> actions() {
        return pack().map(pack -> pack.actions().values()).orElse(List.of());
    }

    Optional<Action> action(ActionRef ref) {
        return pack().map(pack -> pack.actions().get(ref));
    }

    Optional<Pack> pack() {
        return Optional.ofNullable(loaded.pack());
    }

    boolean matches(String part) {
        return (getRef() + "\n" + getLabel() + "\n" + getDescription())
                .toLowerCase(Locale.ROOT)
                .contains(part);
    }

    /** The name. */
    @Exported
    public String getRef() {
        return held.name();
    }

    @Exported
    public String getLabel() {
        return pack().map(pack -> pack.manifest().about().label()).orElse("");
    }

    @Exported
    public String getDescription() {
        return pack().map(pack -> pack.manifest().about().description()).orElse("");
    }

    @Exported
    @CheckForNull
    public String getVersion() {
        return Util.fixEmpty(held.version());
    }

    /** Of its content, SHA-256 in hexadecimal. */
    @Exported
    public String getSha256() {
        return held.hash();
    }

    /** Where it came from; null for the pack that comes with the plugin. A path of the controller is for those who manage packs. */
    @Exported
    @CheckForNull
    public String getSource() {
        return held.isOfDirectory() && !Jenkins.get().hasPermission(AttunePermissions.MANAGE_PACKS)
                ? Messages.PackSummary_directory()
                : Util.fixEmpty(held.origin());
    }

    /** The index that offered it; null where none did. */
    @Exported
    @CheckForNull
    public String getIndex() {
        return provenance()
                .map(InstalledPack.Provenance::index)
                .filter(index -> !index.isEmpty())
                .map(UrlRules::shown)
                .orElse(null);
    }

    /** The commit of the repository that it came from; null for others. */
    @Exported
    @CheckForNull
    public String getRevision() {
        return provenance()
                .map(InstalledPack.Provenance::commit)
                .filter(commit -> !commit.isEmpty())
                .orElse(null);
    }

    /** In milliseconds since the epoch; null for the pack that comes with the plugin. */
    @Exported
    @CheckForNull
    public Long getInstalled() {
        return provenance().map(from -> from.installed().toEpochMilli()).orElse(null);
    }

    private Optional<InstalledPack.Provenance> provenance() {
        InstalledPack installed = held.installed();
        return installed == null ? Optional.empty() : Optional.of(installed.provenance());
    }

    /** False where its manifest can't be used, and nothing of it can run therefore. */
    @Exported
    public boolean isUsable() {
        return loaded.pack() != null;
    }

    /** Whether its author lets it run. */
    @Exported
    public boolean isEnabled() {
        return pack().map(pack -> pack.manifest().about().enabled()).orElse(false);
    }

    /** How many can be used. */
    @Exported
    public int getActionCount() {
        return actions().size();
    }

    /** How many have errors. */
    @Exported
    public int getBrokenActionCount() {
        return loaded.broken().size();
    }

    @Exported
    public int getErrorCount() {
        return count(Severity.ERROR);
    }

    @Exported
    public int getWarningCount() {
        return count(Severity.WARNING);
    }

    private int count(Severity severity) {
        return (int) loaded.problems().stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    /** Other content of Attune, which is not run here: directory to number of files. */
    @Exported
    public Map<String, Integer> getUnused() {
        return pack().<Map<String, Integer>>map(Pack::unused).orElse(Map.of());
    }

    @Exported
    public String getUrl() {
        return Jenkins.get().getRootUrl() + getPath();
    }

    /** Address below the one of Jenkins, with a slash at the end. */
    public String getPath() {
        return PackPath.of(getRef());
    }

    /** For people; empty where there is none. */
    public String getUnusedText() {
        return getUnused().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }

    /** Why it can't be used, in one line; empty where it can. */
    public String getReason() {
        return isUsable()
                ? ""
                : loaded.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .findFirst()
                        .map(problem -> problem.place() + ": " + problem.message())
                        .orElse("");
    }

    /** What it is about, in one line. */
    public String getGist() {
        String description = getDescription().strip();
        return description.isEmpty()
                ? getLabel()
                : description.lines().findFirst().orElse("");
    }

    /** Enough of the hash to tell two of them apart. */
    public String getShortHash() {
        return held.hash().substring(0, Math.min(SHORT_HASH, held.hash().length()));
    }

    public boolean isCore() {
        return held.isCore();
    }

    /** For the format functions of pages; null for the pack that comes with the plugin. */
    @CheckForNull
    public Date getInstalledDate() {
        Long installed = getInstalled();
        return installed == null ? null : new Date(installed);
    }
}
