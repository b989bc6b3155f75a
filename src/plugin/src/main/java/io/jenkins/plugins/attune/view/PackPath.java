package io.jenkins.plugins.attune.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.ActionRef;
import java.util.Set;

/**
 * Where packs and actions are shown, below the address of Jenkins and with a slash at the end.
 *
 * <p>A pack or an action may be called as something that the page above it serves itself: those names begin with a tilde,
 * which is in no name.
 */
public final class PackPath {
    public static final String PACKS = "attune/packs/";

    private static final String TILDE = "~";
    private static final Set<String> TAKEN = Set.of("api", "index");

    private PackPath() {}

    public static String of(String pack) {
        return PACKS + token(pack) + "/";
    }

    public static String of(ActionRef action) {
        return of(action.pack()) + token(action.name()) + "/";
    }

    /** Null for what can't be the name of an action. */
    @CheckForNull
    public static String ofAction(String ref) {
        try {
            return of(ActionRef.parse(ref));
        } catch (IllegalArgumentException notAnAction) {
            return null;
        }
    }

    private static String token(String name) {
        return TAKEN.contains(name) ? TILDE + name : name;
    }

    /** The name that a part of an address stands for. */
    public static String name(String token) {
        String name = token.startsWith(TILDE) ? token.substring(TILDE.length()) : token;
        return token(name).equals(token) ? name : token;
    }
}
