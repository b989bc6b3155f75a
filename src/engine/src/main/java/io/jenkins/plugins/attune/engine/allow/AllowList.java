package io.jenkins.plugins.attune.engine.allow;

import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one level says of what may be run.
 *
 * @param where for people: who reads a refusal is to find the rule by it
 * @param onlyListed whether what is not among {@code allowed} is refused
 * @param refused whatever {@code allowed} says
 */
public record AllowList(
        String where,
        boolean onlyListed,
        List<ActionPattern> allowed,
        List<ActionPattern> refused,
        WorkspacePacks workspacePacks) {
    public AllowList {
        Objects.requireNonNull(where);
        allowed = List.copyOf(allowed);
        refused = List.copyOf(refused);
        Objects.requireNonNull(workspacePacks);
    }

    /** The rule that refuses the action; empty where none does. */
    Optional<String> refusal(ActionRef action) {
        for (ActionPattern pattern : refused) {
            if (pattern.matches(action)) {
                return Optional.of("the rule '" + pattern + "' refuses it in " + where);
            }
        }
        return onlyListed && allowed.stream().noneMatch(pattern -> pattern.matches(action))
                ? Optional.of("it is not among what is allowed in " + where)
                : Optional.empty();
    }

    /** The rule that refuses all actions of the pack; empty where some may be run. */
    Optional<String> refusal(String pack) {
        for (ActionPattern pattern : refused) {
            if (pattern.isWholePack() && pattern.matchesPack(pack)) {
                return Optional.of("the rule '" + pattern + "' refuses it in " + where);
            }
        }
        return onlyListed && allowed.stream().noneMatch(pattern -> pattern.matchesPack(pack))
                ? Optional.of("it is not among what is allowed in " + where)
                : Optional.empty();
    }
}
