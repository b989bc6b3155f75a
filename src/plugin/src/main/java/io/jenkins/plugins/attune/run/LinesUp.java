package io.jenkins.plugins.attune.run;

/** A build step that runs an action, and can tell of it before a build of its job has an executor. */
public interface LinesUp {
    /**
     * What it is going to ask for, with its values as they are written: variables of the build are still in them.
     *
     * @throws IllegalArgumentException where a field is wrong
     */
    RunOrder writtenOrder();
}
