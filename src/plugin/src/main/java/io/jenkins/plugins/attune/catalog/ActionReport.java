package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.AttunePermissions;
import io.jenkins.plugins.attune.TryPage;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunLimits;
import io.jenkins.plugins.attune.engine.pack.Action;
import io.jenkins.plugins.attune.engine.pack.KeyHint;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import io.jenkins.plugins.attune.engine.pack.PackCatalog;
import io.jenkins.plugins.attune.history.DurationChart;
import io.jenkins.plugins.attune.history.RunBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An action with all that a caller has to know, for its page and for programs. */
@ExportedBean
public final class ActionReport {
    /** Listed on the page. */
    private static final int RUNS = 5;

    /** Places to try it that the page leads to. */
    private static final int TRIES = 3;

    /** In the chart of the page. */
    private static final int BARS = 30;

    private final PackSummary pack;
    private final Action action;
    private final PackCatalog catalog;

    ActionReport(PackSummary pack, Action action, PackCatalog catalog) {
        this.pack = pack;
        this.action = action;
        this.catalog = catalog;
    }

    @Exported(merge = true, inline = true)
    public ActionSummary getSummary() {
        return new ActionSummary(action);
    }

    @Exported
    public List<String> getTags() {
        return action.about().tags();
    }

    /** Why it does not run here; null where it does. */
    @Exported
    @CheckForNull
    public String getObstacle() {
        try {
            catalog.resolveRunnable(action.ref());
            return null;
        } catch (AttuneException e) {
            return e.getMessage();
        }
    }

    /** Null where the pack does not say. */
    @Exported
    @CheckForNull
    public String getPackVersion() {
        return pack.getVersion();
    }

    /** The declaring file, below the pack's directory. */
    @Exported
    public String getFile() {
        return action.file();
    }

    /** Range of versions of the interpreter. */
    @Exported
    public String getRuntimeVersion() {
        return action.program().version().toString();
    }

    @Exported
    public String getParameterDelivery() {
        return lower(action.contract().delivery());
    }

    @Exported
    public String getParameterFormat() {
        return lower(action.contract().parameterFormat());
    }

    @Exported
    public String getOutputFormat() {
        return lower(action.contract().outputFormat());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The author's, or the usual one; the administrator and the caller may want another. */
    @Exported
    public long getTimeoutSeconds() {
        return timeout().toSeconds();
    }

    private Duration timeout() {
        Duration asked = action.limits().timeout();
        return asked == null ? RunLimits.DEFAULT_TIMEOUT : asked;
    }

    /** Whether no parameter is declared, so that it takes any. */
    @Exported
    public boolean isOpen() {
        return action.contract().parameters().isOpen();
    }

    @Exported
    public List<PropertyRow> getParameters() {
        return PropertyRow.all(action.contract().parameters());
    }

    /** Fields of the result. */
    @Exported
    public List<PropertyRow> getOutput() {
        return PropertyRow.all(action.contract().output());
    }

    @Exported
    public List<KeyRow> getKeys() throws IOException {
        List<KeyNeed> needs = KeyNeed.of(action);
        Path directory = Path.of(pack.loaded().location());
        // What comes with the plugin lies in no directory.
        KeyHint hint = needs.isEmpty() || !directory.isAbsolute()
                ? null
                : KeyHint.ofPack(directory).orElse(null);
        return needs.stream().map(need -> new KeyRow(need, hint)).toList();
    }

    @Exported
    public CallExample getExamples() {
        return new CallExample(action);
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    public PackSummary getPack() {
        return pack;
    }

    /** For people. */
    public String getTagText() {
        return String.join(", ", action.about().tags());
    }

    /** Runner and versions, for people. */
    public String getRuntimeText() {
        String range = getRuntimeVersion();
        return action.program().runner() + (range.isEmpty() || range.equals("*") ? "" : " " + range);
    }

    /** Further runtimes that it needs, for people; empty where there are none. */
    public String getRequiredText() {
        return action.program().requiredRuntimes().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Where the current user may try it. */
    public List<TryPage> getTries() {
        // Without it, all jobs would be looked at for nothing.
        boolean may = Jenkins.get().hasPermission(AttunePermissions.RUN);
        return may && getObstacle() == null ? TryPage.open(TRIES) : List.of();
    }

    /** The latest of it that the current user may know of. */
    public RunBoard getRuns() throws IOException {
        return RunBoard.latest(action.ref().toString(), RUNS);
    }

    /** How long the latest took. */
    public DurationChart getChart() throws IOException {
        return RunBoard.latest(action.ref().toString(), BARS).getChart();
    }
}
