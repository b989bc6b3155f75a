package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.User;
import hudson.security.ACL;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** In whose name a run was ordered, over a restart; who is no more has the rights of nobody. */
public final class RunUser {
    private static final Logger LOGGER = Logger.getLogger(RunUser.class.getName());

    private RunUser() {}

    /** The name of the thread's user; null for Jenkins itself. */
    @CheckForNull
    public static String name() {
        Authentication user = Jenkins.getAuthentication2();
        return user.equals(ACL.SYSTEM2) ? null : user.getName();
    }

    /** @param name as {@link #name} gave it */
    public static Authentication of(@CheckForNull String name) {
        if (name == null) {
            return ACL.SYSTEM2;
        }
        try {
            User user = User.getById(name, false);
            return user == null ? Jenkins.ANONYMOUS2 : user.impersonate2();
        } catch (UsernameNotFoundException e) {
            LOGGER.log(Level.WARNING, e, () -> "the user " + name + " of a run is no more");
            return Jenkins.ANONYMOUS2;
        }
    }
}
