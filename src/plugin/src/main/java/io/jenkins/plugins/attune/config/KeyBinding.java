package io.jenkins.plugins.attune.config;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.attune.engine.run.KeyTemplate;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A key that runs find under a reference, or write, and the credential that it is made of, or put into; by its id. */
public final class KeyBinding extends AbstractDescribableImpl<KeyBinding> {
    private static final String ID = "credentialsId";
    private static final String TEMPLATE = "template";

    private static final CredentialsMatcher KINDS = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(FileCredentials.class),
            CredentialsMatchers.instanceOf(SSHUserPrivateKey.class),
            CredentialsMatchers.instanceOf(StandardCertificateCredentials.class),
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));

    private final String reference;
    private final String credentialsId;

    /** YAML or JSON; null for what the credential is by itself. */
    @CheckForNull
    private String template;

    private boolean write;

    @DataBoundConstructor
    public KeyBinding(String reference, String credentialsId) {
        this.reference = Util.fixNull(reference).strip();
        this.credentialsId = Util.fixNull(credentialsId).strip();
        if (!RunKeySet.isReference(this.reference)) {
            throw new IllegalArgumentException("keys: a reference has letters, digits and _.:@/- in it, as in"
                    + " vault.credentials: " + this.reference.replaceAll("[^ -~]", "?"));
        }
        if (this.credentialsId.isEmpty()) {
            throw new IllegalArgumentException("keys: '" + this.reference + "' needs the id of a credential");
        }
    }

    public String getReference() {
        return reference;
    }

    /** Perhaps with the part that is wanted: {@code id#password}. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @CheckForNull
    public String getTemplate() {
        return template;
    }

    @DataBoundSetter
    public void setTemplate(@CheckForNull String template) {
        String text = Util.fixEmptyAndTrim(template);
        if (text != null) {
            KeyTemplate.parse(text);
        }
        this.template = text;
    }

    /** Whether the action writes the key, and does not read it. */
    public boolean isWrite() {
        return write;
    }

    @DataBoundSetter
    public void setWrite(boolean write) {
        this.write = write;
    }

    /** The template as plain values; null where there is none. */
    @CheckForNull
    public Map<String, Object> shape() {
        return template == null ? null : KeyTemplate.parse(template);
    }

    /** As a pipeline writes it: an id, or a map with the id and a template. */
    private Object written() {
        Map<String, Object> shape = shape();
        if (shape == null) {
            return credentialsId;
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put(ID, credentialsId);
        written.put(TEMPLATE, shape);
        return written;
    }

    private static KeyBinding of(String reference, @CheckForNull Object written) {
        if (!(written instanceof Map<?, ?> map)) {
            if (written instanceof List) {
                throw new IllegalArgumentException("keys: '" + reference + "' needs the id of a credential");
            }
            return new KeyBinding(reference, written == null ? "" : written.toString());
        }
        if (!List.of(ID, TEMPLATE).containsAll(map.keySet()) || !(map.get(ID) instanceof String id)) {
            throw new IllegalArgumentException("keys: '" + reference + "' needs the id of a credential, or [" + ID
                    + ": 'id', " + TEMPLATE + ": [...]]");
        }
        KeyBinding binding = new KeyBinding(reference, id);
        if (map.get(TEMPLATE) instanceof Map<?, ?> shape) {
            Map<String, Object> named = new LinkedHashMap<>();
            shape.forEach((name, value) -> named.put(String.valueOf(name), value));
            binding.setTemplate(KeyTemplate.text(named));
        } else if (map.get(TEMPLATE) != null) {
            throw new IllegalArgumentException("keys: the template of '" + reference + "' must be a map");
        }
        return binding;
    }

    /** Those that are read, by reference; the last line of a reference wins. */
    public static Map<String, Object> toMap(List<KeyBinding> bindings) {
        Map<String, Object> written = new LinkedHashMap<>();
        bindings.stream()
                .filter(binding -> !binding.write)
                .forEach(binding -> written.put(binding.reference, binding.written()));
        return written;
    }

    /** Those that are written: reference to credential id. */
    public static Map<String, String> toWriteMap(List<KeyBinding> bindings) {
        Map<String, String> ids = new LinkedHashMap<>();
        bindings.stream()
                .filter(KeyBinding::isWrite)
                .forEach(binding -> ids.put(binding.reference, binding.credentialsId));
        return ids;
    }

    /** The reverse of {@link #toWriteMap}. */
    public static List<KeyBinding> ofWriteMap(Map<String, String> ids) {
        List<KeyBinding> bindings = new ArrayList<>();
        ids.forEach((reference, id) -> {
            KeyBinding binding = new KeyBinding(reference, id);
            binding.setWrite(true);
            bindings.add(binding);
        });
        return bindings;
    }

    /** Fails with an {@link IllegalArgumentException} where something else than ids and templates is in it. */
    public static List<KeyBinding> ofMap(Map<String, ?> written) {
        return written.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Offers credentials only to those who may see or use them where the form is. */
    @Extension
    @Symbol("attuneKey")
    public static final class DescriptorImpl extends Descriptor<KeyBinding> {
        @Override
        public String getDisplayName() {
            return Messages.KeyBinding_displayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item item, @QueryParameter String credentialsId) {
            StandardListBoxModel result = new StandardListBoxModel();
            boolean visible = item == null
                    ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
            if (!visible) {
                return result.includeCurrentValue(credentialsId);
            }
            return result.includeEmptyValue()
                    .includeMatchingAs(
                            item instanceof Queue.Task task ? task.getDefaultAuthentication2() : ACL.SYSTEM2,
                            item,
                            StandardCredentials.class,
                            List.of(),
                            KINDS)
                    .includeCurrentValue(credentialsId);
        }

        @POST
        public FormValidation doCheckReference(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return SettingChecks.in(item, () -> new KeyBinding(value, "some"));
        }

        @POST
        public FormValidation doCheckTemplate(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
            return SettingChecks.in(item, () -> new KeyBinding("some", "some").setTemplate(value));
        }
    }
}
