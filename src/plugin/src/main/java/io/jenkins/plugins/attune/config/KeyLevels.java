package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.List;

/** Knows a kind of places where keys are bound; those of folders need a plugin that may not be there. */
public abstract class KeyLevels implements ExtensionPoint {
    /** What is bound right at a group of items; null where it is no such place. */
    @CheckForNull
    protected abstract KeyLevel at(ItemGroup<?> group);

    /** What is bound above a job, nearest first. */
    public static List<KeyLevel> above(Item job) {
        List<KeyLevel> levels = new ArrayList<>();
        for (ItemGroup<?> group = job.getParent(); group != null; group = parent(group)) {
            for (KeyLevels kind : ExtensionList.lookup(KeyLevels.class)) {
                KeyLevel level = kind.at(group);
                if (level != null) {
                    levels.add(level);
                }
            }
        }
        levels.add(AttuneConfiguration.get().getKeys());
        return levels;
    }

    @CheckForNull
    private static ItemGroup<?> parent(ItemGroup<?> group) {
        return group instanceof Item item ? item.getParent() : null;
    }
}
