package io.jenkins.plugins.attune.allow;

import hudson.ExtensionPoint;
import hudson.model.Item;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import java.util.Optional;

/** A place that may hold rules for the jobs below it. */
public interface AllowLevel extends ExtensionPoint {
    /** The rules of an item that is above a job, or is one; empty where it has none, or is of another kind. */
    Optional<AllowList> of(Item item);
}
