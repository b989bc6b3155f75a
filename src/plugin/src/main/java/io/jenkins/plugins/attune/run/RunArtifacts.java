package io.jenkins.plugins.attune.run;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/** Puts the files that an action leaves at the key bridge among the artifacts of its build. */
final class RunArtifacts {
    /** As many as the key bridge takes of a run. */
    private static final int MAX_FILES = 1000;

    /** As much as the key bridge takes of a run: 1 GiB. */
    private static final long MAX_BYTES = 1L << 30;

    private RunArtifacts() {}

    /**
     * Archives them, and removes them from their machine.
     *
     * @return what to tell people; empty where there were none
     */
    static String archive(Applicant run, RunMemo memo) throws IOException, InterruptedException {
        Computer computer = Jenkins.get().getComputer(memo.machine());
        VirtualChannel channel = computer == null ? null : computer.getChannel();
        if (channel == null) {
            return "";
        }
        String directory = memo.trace().artifacts();
        List<String> files = channel.call(new ListFiles(directory, MAX_FILES, MAX_BYTES));
        if (files.isEmpty()) {
            return "";
        }
        if (files.contains(ListFiles.TOO_MUCH)) {
            return "the action's artifacts stay in " + directory + ": they are more than " + MAX_FILES + " files or "
                    + MAX_BYTES + " bytes";
        }
        FilePath from = new FilePath(channel, directory);
        Map<String, String> places = new TreeMap<>();
        files.forEach(file -> places.put("attune/" + run.id() + "/" + file, file));
        TaskListener listener = run.listener();
        run.build()
                .pickArtifactManager()
                .archive(from, from.createLauncher(listener), BuildListenerAdapter.wrap(listener), places);
        from.deleteRecursive();
        return "artifacts of the action: " + files.size() + " in attune/" + run.id() + "/";
    }
}
