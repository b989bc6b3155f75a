package io.jenkins.plugins.attune.packs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.source.Updates;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the sources had when they were last looked at.
 *
 * @param offers one for each name: that of the first source that has it
 * @param updates how what is installed stands to its source
 * @param problems of sources that did not answer, for people
 */
public record PackNews(Instant at, List<Offer> offers, List<Updates.Update> updates, List<String> problems) {
    public PackNews {
        Objects.requireNonNull(at);
        offers = List.copyOf(offers);
        updates = List.copyOf(updates);
        problems = List.copyOf(problems);
    }

    /**
     * A pack that can be installed.
     *
     * @param version null where it is known only when the pack is fetched
     * @param source as people read it
     */
    public record Offer(String ref, @CheckForNull String version, String source) {}
}
