package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.KeyHint;
import io.jenkins.plugins.attune.engine.pack.KeyNeed;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A key that an action expects, as far as its declaration and the README of its pack tell. */
@ExportedBean(defaultVisibility = 999)
public final class KeyRow {
    private final KeyNeed need;
    private final List<String> fields;

    /** @param hint null where the README shows nothing */
    KeyRow(KeyNeed need, @CheckForNull KeyHint hint) {
        this.need = need;
        this.fields = need.written() || hint == null ? List.of() : hint.fields();
    }

    /** Which parameter tells the action the key's reference. */
    @Exported
    public String getParameter() {
        return need.parameter();
    }

    /** The default; null where the caller must name one. */
    @Exported
    @CheckForNull
    public String getReference() {
        return need.reference();
    }

    @Exported
    public String getDescription() {
        return need.description();
    }

    /** Whether the action makes or changes the key instead of reading it. */
    @Exported
    public boolean isWritten() {
        return need.written();
    }

    /** What the README shows in it; empty where it shows nothing. */
    @Exported
    public List<String> getFields() {
        return fields;
    }

    public String getFieldText() {
        return String.join(", ", fields);
    }
}
