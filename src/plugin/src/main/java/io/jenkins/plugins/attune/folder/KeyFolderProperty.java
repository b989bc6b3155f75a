package io.jenkins.plugins.attune.folder;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.ItemGroup;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.config.KeyLevel;
import io.jenkins.plugins.attune.config.KeyLevels;
import java.util.List;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Keys for all runs below a folder, for whoever may configure the folder. */
public final class KeyFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    /** Null where nothing was set. */
    @CheckForNull
    private List<KeyBinding> bindings;

    @CheckForNull
    private String writable;

    @DataBoundConstructor
    public KeyFolderProperty() {}

    public List<KeyBinding> getBindings() {
        return bindings == null ? List.of() : List.copyOf(bindings);
    }

    @DataBoundSetter
    public void setBindings(@CheckForNull List<KeyBinding> bindings) {
        this.bindings = bindings == null || bindings.isEmpty() ? null : List.copyOf(bindings);
    }

    /** Ids of credentials in the folder's own store that runs below may change, one a line. */
    @CheckForNull
    public String getWritable() {
        return writable;
    }

    @DataBoundSetter
    public void setWritable(@CheckForNull String writable) {
        this.writable = Util.fixEmptyAndTrim(writable);
    }

    /**
     * As a place above jobs.
     *
     * @param folder full name
     */
    private record Level(KeyFolderProperty property, String folder) implements KeyLevel {
        @Override
        public List<KeyBinding> getBindings() {
            return property.getBindings();
        }

        @Override
        public Set<String> writableIds() {
            return KeyLevel.ids(property.writable);
        }

        @Override
        public String place() {
            return "folder " + folder;
        }
    }

    /** Finds the property on folders. */
    @Extension(optional = true)
    public static final class Folders extends KeyLevels {
        /** Fails where folders are not installed, so that this is left out. */
        public Folders() {
            AbstractFolder.class.getName();
        }

        @CheckForNull
        @Override
        protected KeyLevel at(ItemGroup<?> group) {
            KeyFolderProperty property = group instanceof AbstractFolder<?> folder
                    ? folder.getProperties().get(KeyFolderProperty.class)
                    : null;
            return property == null ? null : new Level(property, group.getFullName());
        }
    }

    /** A part of a folder's configuration. */
    @Extension(optional = true)
    @Symbol("attuneFolderKeys")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.KeyFolderProperty_displayName();
        }
    }
}
