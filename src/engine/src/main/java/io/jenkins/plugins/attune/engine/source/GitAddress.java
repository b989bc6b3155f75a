package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.util.regex.Pattern;

/** Says which repositories and refs may be handed to git, which takes some of them for commands. */
final class GitAddress {
    private static final int MAX_REF = 255;
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]*");

    /** By ssh, in git's two ways; a host that begins with {@code -} would be an option. */
    private static final Pattern SSH =
            Pattern.compile("ssh://(?:[A-Za-z0-9_.]+@)?[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?/[^\\s]+"
                    + "|(?:[A-Za-z0-9_.]+@)?[A-Za-z0-9][A-Za-z0-9.-]+:[^\\s:/-][^\\s:]*");

    private static final Pattern FILE = Pattern.compile("file:///[^\\s]*");

    private GitAddress() {}

    /** @param local whether repositories of this machine will do */
    static void check(PackOrigin.Git origin, UrlRules rules, boolean local) throws PackRefusedException {
        String url = origin.url();
        boolean file = FILE.matcher(url).matches();
        if (file && !local) {
            throw new PackRefusedException("a repository of this machine may not be used here", url, null);
        }
        if (!file && !SSH.matcher(url).matches()) {
            rules.check(url);
        }
        if (!isRef(origin.ref())) {
            throw new PackRefusedException(
                    "'" + EntryName.shown(origin.ref()) + "' is no branch, tag or commit", origin.shown(), null);
        }
    }

    private static boolean isRef(String ref) {
        return ref.length() <= MAX_REF
                && REF.matcher(ref).matches()
                && !ref.contains("..")
                && !ref.contains("//")
                && !ref.endsWith("/");
    }
}
