package io.jenkins.plugins.attune.audit;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.attune.engine.audit.AuditLog;
import io.jenkins.plugins.attune.engine.audit.AuditRecord;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/** The audit log of this controller, in {@code logs/attune} of its home directory. */
@Extension
public final class AuditTrail {
    private static final Logger LOGGER = Logger.getLogger(AuditTrail.class.getName());
    private static final String FILE_BYTES = AuditTrail.class.getName() + ".fileBytes";
    private static final String FILES = AuditTrail.class.getName() + ".files";

    private final AuditLog log;

    public AuditTrail() {
        AuditLog.Size size = new AuditLog.Size(
                SystemProperties.getInteger(FILE_BYTES, AuditLog.Size.DEFAULT.fileBytes()),
                SystemProperties.getInteger(FILES, AuditLog.Size.DEFAULT.files()));
        log = new AuditLog(
                Jenkins.get().getRootDir().toPath().resolve("logs").resolve("attune"),
                size,
                problem -> LOGGER.log(Level.WARNING, "Attune''s audit log: {0}", problem));
    }

    /** Never waits for the disk. */
    public static void add(AuditRecord entry) {
        ExtensionList.lookupSingleton(AuditTrail.class).log.add(entry);
    }

    /** Has the last entries written before Jenkins goes. */
    @Terminator
    public static void close() {
        ExtensionList.lookupSingleton(AuditTrail.class).log.close();
    }
}
