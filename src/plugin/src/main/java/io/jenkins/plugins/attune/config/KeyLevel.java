package io.jenkins.plugins.attune.config;

import java.util.List;
import java.util.Set;

/** A place above jobs where keys are bound for all runs below it: a folder, or the system configuration. */
public interface KeyLevel {
    List<KeyBinding> getBindings();

    /** Ids of the credentials, in the store of this place, that runs below it may change. */
    Set<String> writableIds();

    /** For people, such as {@code folder team/one}. */
    String place();
}
