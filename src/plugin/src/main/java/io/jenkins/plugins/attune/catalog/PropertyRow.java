package io.jenkins.plugins.attune.catalog;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.describe.PropertyText;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A declared parameter of an action, or a field of its result. */
@ExportedBean(defaultVisibility = 999)
public final class PropertyRow {
    private final PropertyText property;

    private PropertyRow(PropertyText property) {
        this.property = property;
    }

    static List<PropertyRow> all(ValueSchema schema) {
        return PropertyText.all(schema.properties()).stream()
                .map(PropertyRow::new)
                .toList();
    }

    @Exported
    public String getName() {
        return property.name();
    }

    /** For people: {@code string}, {@code array of integer}, {@code any}. */
    @Exported
    public String getType() {
        return property.type();
    }

    @Exported
    public String getDescription() {
        return property.description();
    }

    @Exported
    public boolean isRequired() {
        return property.rules().required();
    }

    @Exported
    public boolean isSecret() {
        return property.rules().secret();
    }

    /** Fixed by the author: no caller may give it. */
    @Exported
    public boolean isImmutable() {
        return property.rules().immutable();
    }

    /** Null where there is none, and for secrets. */
    @Exported(name = "default")
    @CheckForNull
    public Object getDefaultValue() {
        return property.defaultValue();
    }

    /** Empty where any value will do. */
    @Exported(name = "enum")
    public List<Object> getAllowed() {
        return property.allowed();
    }

    /** As JSON; empty where there is none to show. */
    public String getDefaultText() {
        return property.defaultText();
    }

    /** As JSON. */
    public List<String> getAllowedTexts() {
        return property.allowedTexts();
    }
}
