package io.jenkins.plugins.attune.engine.allow;

import io.jenkins.plugins.attune.engine.error.NotAllowedException;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What holds at one place: the lists of all levels above it. What one refuses no other can allow.
 *
 * @param lists from the widest level to the narrowest
 */
public record AllowRules(List<AllowList> lists) {
    private static final String REMEDY = "Ask whoever administers that to allow it.";

    public AllowRules {
        lists = List.copyOf(lists);
    }

    /** @throws NotAllowedException where a level refuses it; the first is named */
    public void require(ActionRef action) throws NotAllowedException {
        for (AllowList list : lists) {
            Optional<String> refusal = list.refusal(action);
            if (refusal.isPresent()) {
                throw new NotAllowedException(
                        "the action '" + action + "' is not allowed: " + refusal.get(), null, REMEDY);
            }
        }
    }

    /** @throws NotAllowedException where a level refuses all its actions; the first is named */
    public void require(String pack) throws NotAllowedException {
        for (AllowList list : lists) {
            Optional<String> refusal = list.refusal(pack);
            if (refusal.isPresent()) {
                throw new NotAllowedException("the pack '" + pack + "' is not allowed: " + refusal.get(), null, REMEDY);
            }
        }
    }

    /** Whether a build has been written by somebody trusted; asked only where it matters, and may take a while. */
    @FunctionalInterface
    public interface Trust {
        /** Why it is not trusted; empty where it is. */
        Optional<String> doubt() throws IOException, InterruptedException;
    }

    /** @throws NotAllowedException where packs of a workspace may not be used */
    public void requireWorkspacePacks(Trust trust) throws NotAllowedException, IOException, InterruptedException {
        for (AllowList list : lists) {
            if (list.workspacePacks() == WorkspacePacks.FORBIDDEN) {
                throw refused(
                        "they are forbidden in " + list.where(), "Have the pack installed, and leave 'packs' out.");
            }
        }
        for (AllowList list : lists) {
            if (list.workspacePacks() == WorkspacePacks.TRUSTED) {
                Optional<String> doubt = trust.doubt();
                if (doubt.isPresent()) {
                    throw refused(
                            "only trusted builds may use them in " + list.where() + ", and " + doubt.get(),
                            "Have it run from a branch that is trusted, or the pack installed.");
                }
                return;
            }
        }
    }

    private static NotAllowedException refused(String why, String remedy) {
        return new NotAllowedException("packs of the workspace are not allowed: " + why, null, remedy);
    }
}
