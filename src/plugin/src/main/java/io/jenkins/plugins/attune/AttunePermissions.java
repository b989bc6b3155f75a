package io.jenkins.plugins.attune;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * What people may be allowed to do with Attune. The names are part of saved authorizations, so they stay.
 *
 * <p>Whoever may change something may see it; administrators may everything.
 */
public final class AttunePermissions {
    private static final Logger LOGGER = Logger.getLogger(AttunePermissions.class.getName());

    public static final PermissionGroup GROUP =
            new PermissionGroup(AttunePermissions.class, Messages._AttunePermissions_title());

    /** To pause queues, to change their limits, and to end what is in them. */
    public static final Permission MANAGE_QUEUES = new Permission(
            GROUP,
            "ManageQueues",
            Messages._AttunePermissions_manageQueues(),
            Jenkins.ADMINISTER,
            PermissionScope.JENKINS);

    /**
     * To install, update and remove packs, from the sources that the administrator has configured; these stay the
     * administrator's.
     */
    public static final Permission MANAGE_PACKS = new Permission(
            GROUP,
            "ManagePacks",
            Messages._AttunePermissions_managePacks(),
            Jenkins.ADMINISTER,
            PermissionScope.JENKINS);

    /**
     * To run actions outside of jobs, from a page or by the API. In a job it is the job's own permissions that count: who
     * may configure it says what it runs, and who may build it runs that.
     */
    public static final Permission RUN = new Permission(
            GROUP, "Run", Messages._AttunePermissions_run(), Jenkins.ADMINISTER, PermissionScope.JENKINS);

    /** To see the queues; whose runs are in them is told only to those who may read the job. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._AttunePermissions_view(), MANAGE_QUEUES, PermissionScope.JENKINS);

    private AttunePermissions() {}

    /** Has the permissions known before the saved authorizations are read. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        LOGGER.log(Level.FINE, "permissions: {0}", GROUP.getPermissions());
    }
}
