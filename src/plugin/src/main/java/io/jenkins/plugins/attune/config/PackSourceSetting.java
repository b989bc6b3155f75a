package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.source.Download;
import io.jenkins.plugins.attune.engine.source.PackSource;

/** One source that packs are installed from. */
public abstract class PackSourceSetting extends AbstractDescribableImpl<PackSourceSetting> {
    /** What reading a source takes. */
    public record Means(Download download, PackLoader loader) {}

    /** The source as it is at present, unread. */
    public abstract PackSource source(Means means);

    /** The credential for a repository, by its id; null where it is no such source, or needs none. */
    @CheckForNull
    public String credentialFor(String repository) {
        return null;
    }

    /** Without spaces around it, and not empty. */
    static String required(String field, @CheckForNull String given) {
        String text = SettingText.one(field, given);
        if (text == null) {
            throw new IllegalArgumentException(field + ": is missing");
        }
        return text;
    }
}
