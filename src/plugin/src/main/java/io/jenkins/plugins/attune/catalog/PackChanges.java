package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.source.Updates;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackNews;
import io.jenkins.plugins.attune.packs.PackTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was done to the packs of late, what is under way, and what the sources had when they were last asked. */
public final class PackChanges {
    private final List<PackTask> tasks;
    private final boolean looking;
    private final Set<String> installed;

    /** Null until somebody looked. */
    @CheckForNull
    private final PackNews news;

    private PackChanges(List<PackTask> tasks, boolean looking, @CheckForNull PackNews news, Set<String> installed) {
        this.tasks = List.copyOf(tasks);
        this.looking = looking;
        this.news = news;
        this.installed = Set.copyOf(installed);
    }

    /**
     * To be asked before the packs: a task that ends meanwhile is then seen as under way, and the page asked again.
     * Otherwise it could be seen as done beside packs without what it did.
     */
    static PackChanges now() {
        PackDesk desk = PackDesk.get();
        List<PackTask> latestFirst = new ArrayList<>(desk.tasks());
        Collections.reverse(latestFirst);
        // In this order, for the same reason.
        boolean looking = desk.isLooking();
        return new PackChanges(latestFirst, looking, desk.news().orElse(null), Set.of());
    }

    /** The same beside the packs that there are. */
    PackChanges beside(List<PackSummary> packs) {
        return new PackChanges(
                tasks, looking, news, packs.stream().map(PackSummary::getRef).collect(Collectors.toSet()));
    }

    /** The latest of each pack, the latest first. */
    public List<PackTask> getTasks() {
        return tasks;
    }

    /** Whether the page has to be asked again. */
    public boolean isUnderWay() {
        return looking || tasks.stream().anyMatch(task -> !task.hasEnded());
    }

    public boolean isLooking() {
        return looking;
    }

    public boolean isKnown() {
        return news != null;
    }

    /** When the sources were asked; null where they were not. */
    @CheckForNull
    public Date getAsked() {
        return news == null ? null : Date.from(news.at());
    }

    /** Of sources that did not answer. */
    public List<String> getProblems() {
        return news == null ? List.of() : news.problems();
    }

    /** Installed packs of which the source has something else. */
    public List<Updates.Update> getUpdates() {
        return news == null
                ? List.of()
                : news.updates().stream()
                        .filter(update -> update.state() == Updates.State.OUTDATED
                                && installed.contains(update.pack().ref()))
                        .toList();
    }

    /** Packs of the sources that are not installed. */
    public List<PackNews.Offer> getOffers() {
        return news == null
                ? List.of()
                : news.offers().stream()
                        .filter(offer -> !installed.contains(offer.ref()))
                        .toList();
    }
}
