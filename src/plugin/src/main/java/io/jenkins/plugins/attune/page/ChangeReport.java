package io.jenkins.plugins.attune.page;

import io.jenkins.plugins.attune.engine.queue.SettingsVersion;
import java.util.Date;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one person changed of a queue's settings. */
@ExportedBean(defaultVisibility = 2)
public final class ChangeReport {
    private final SettingsVersion made;

    ChangeReport(SettingsVersion made) {
        this.made = made;
    }

    @Exported
    public long getVersion() {
        return made.version();
    }

    @Exported
    public String getBy() {
        return made.by();
    }

    /** In milliseconds since the epoch. */
    @Exported
    public long getAt() {
        return made.atMillis();
    }

    @Exported
    public List<String> getChanges() {
        return made.changes();
    }

    public Date getDate() {
        return new Date(made.atMillis());
    }

    public String getText() {
        return String.join(", ", made.changes());
    }
}
