package io.jenkins.plugins.attune.history;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import io.jenkins.plugins.attune.engine.history.RunHistory;
import io.jenkins.plugins.attune.run.RecentRuns;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Runs of the jobs that the current user may read, a page of them. */
@ExportedBean
public final class RunBoard {
    private final Wanted wanted;
    private final List<GoingRow> going;
    private final List<RunRow> runs;

    @CheckForNull
    private final Long next;

    private final int total;

    private RunBoard(Wanted wanted, List<GoingRow> going, RunHistory.Page page) {
        this.wanted = wanted;
        this.going = List.copyOf(going);
        this.runs = page.runs().stream().map(RunRow::new).toList();
        this.next = page.next();
        this.total = page.total();
    }

    static RunBoard of(Wanted wanted) throws IOException {
        RecentRuns recent = RecentRuns.get();
        return new RunBoard(
                wanted,
                recent.going(wanted::matches).stream().map(GoingRow::new).toList(),
                recent.page(wanted.query()));
    }

    /** The latest, of one action where it is named. */
    public static RunBoard latest(String action, int limit) throws IOException {
        return of(new Wanted(action, "", "", Long.MAX_VALUE, limit));
    }

    /** Those that go on, the newest first; on the first page only. */
    @Exported
    public List<GoingRow> getGoing() {
        return going;
    }

    /** Those that are over, the newest first. */
    @Exported
    public List<RunRow> getRuns() {
        return runs;
    }

    /** How many are over and known, on this page and on others. */
    @Exported
    public int getTotal() {
        return total;
    }

    /** Where the next page is; null where there is none. */
    @Exported
    @CheckForNull
    public String getNext() {
        return next == null ? null : Jenkins.get().getRootUrl() + RunsPage.PATH + "api/json?" + wanted.parameters(next);
    }

    /** Has the page lead to the description of what programs may ask for. */
    public Api getApi() {
        return new Api(this);
    }

    /** What was asked for. */
    public Wanted getWanted() {
        return wanted;
    }

    /** Address of the next page below the one of Jenkins; null where there is none. */
    @CheckForNull
    public String getNextPath() {
        return next == null ? null : RunsPage.PATH + "?" + wanted.parameters(next);
    }

    /** Whether this is not the newest part. */
    public boolean isLater() {
        return wanted.from() != Long.MAX_VALUE;
    }

    /** Address of the newest part. */
    public String getFirstPath() {
        return RunsPage.PATH + "?" + wanted.parameters(null);
    }

    /** For the choice of the page. */
    public List<RunState> getStates() {
        return RunState.ALL.stream().map(RunState::new).toList();
    }

    /** How long they took. */
    public DurationChart getChart() {
        return DurationChart.of(runs);
    }

    /** What the colours of the stages mean. */
    public List<StageBar.Stage> getStageKinds() {
        return StageBar.kinds();
    }
}
