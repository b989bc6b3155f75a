package io.jenkins.plugins.attune.folder;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.model.Item;
import io.jenkins.plugins.attune.allow.AllowLevel;
import io.jenkins.plugins.attune.config.AllowSettings;
import io.jenkins.plugins.attune.engine.allow.AllowList;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** What the jobs of a folder may run, those of its subfolders included; it can only narrow what is allowed above it. */
public final class AllowFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private final AllowSettings rules;

    @DataBoundConstructor
    public AllowFolderProperty(AllowSettings rules) {
        this.rules = rules;
    }

    public AllowSettings getRules() {
        return rules;
    }

    /** Offers it for every kind of folder. */
    @Extension(optional = true)
    @Symbol("attuneAllow")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.AllowFolderProperty_displayName();
        }
    }

    /** Finds it. */
    @Extension(optional = true)
    public static final class Level implements AllowLevel {
        /** Fails where folders are not installed, so that this is left out. */
        public Level() {
            AbstractFolder.class.getName();
        }

        @Override
        public Optional<AllowList> of(Item item) {
            AllowFolderProperty property = item instanceof AbstractFolder<?> folder
                    ? folder.getProperties().get(AllowFolderProperty.class)
                    : null;
            return property == null
                    ? Optional.empty()
                    : Optional.of(property.rules.list("the folder '" + item.getFullName() + "'"));
        }
    }
}
