package io.jenkins.plugins.attune.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/**
 * Gives the page to the builds that have runs.
 *
 * <p>Called whenever somebody asks for the actions of a build, so it looks at one directory, which is made with the
 * first run.
 */
@Extension
@SuppressWarnings("rawtypes") // the type that is asked for is a class object, and those know no parameters
public final class AttuneRunsActionFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run target) {
        Run<?, ?> build = target;
        return Files.isDirectory(AttuneRunsAction.folder(build)) ? List.of(new AttuneRunsAction(build)) : List.of();
    }
}
