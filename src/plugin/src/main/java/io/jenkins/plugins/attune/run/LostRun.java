package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A run whose build is gone with the controller's process, and that may still go on: it is ended on its agent before its
 * slots are given to others.
 */
final class LostRun {
    private static final Logger LOGGER = Logger.getLogger(LostRun.class.getName());

    private LostRun() {}

    /**
     * Ends it, however long its agent takes to come back within the usual bounds; does not block.
     *
     * @param directory of the run below its build
     * @param gone called once, when there is no such run any more, or its agent can't be reached
     */
    static void end(Path directory, Runnable gone) {
        try {
            RunMemo memo = RunMemo.load(directory);
            if (memo != null && KeptReport.load(directory) == null) {
                UnseenRun.end(memo, RunLink.patience(), gone);
                return;
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what runs for " + directory + " can't be told, and is not ended");
        }
        gone.run();
    }
}
