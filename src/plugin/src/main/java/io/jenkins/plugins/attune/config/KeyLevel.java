package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A place above jobs where keys are bound for all runs below it: a folder, or the system configuration. */
public interface KeyLevel {
    List<KeyBinding> getBindings();

    /** Ids of the credentials, in the store of this place, that runs below it may change. */
    Set<String> writableIds();

    /** Ids as people write them, one a line. */
    static Set<String> ids(@CheckForNull String text) {
        return new LinkedHashSet<>(SettingText.lines(text));
    }

    /** For people, such as {@code folder team/one}. */
    String place();
}
