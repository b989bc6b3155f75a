package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.config.KeyBinding;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that a user asks for: by reference, where each comes from, and where those go that the action writes.
 *
 * @param written reference to credential id
 */
public record KeyOrder(Map<String, Source> bound, Map<String, String> written) implements Serializable {
    public static final KeyOrder NONE = new KeyOrder(Map.of(), Map.of());

    public KeyOrder {
        bound = Collections.unmodifiableMap(new LinkedHashMap<>(bound));
        written = Collections.unmodifiableMap(new LinkedHashMap<>(written));
    }

    /**
     * Where the value of a key comes from.
     *
     * @param credentialsId perhaps with the part that is wanted: {@code id#password}
     * @param template plain values; null for what the credential is by itself
     */
    public record Source(String credentialsId, @CheckForNull Map<String, Object> template) implements Serializable {
        public Source {
            template = template == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(template));
        }

        static Source of(KeyBinding binding) {
            return new Source(binding.getCredentialsId(), binding.shape());
        }

        /** The credential only: a template is a part of the job. */
        @Override
        public String toString() {
            return "Source[" + credentialsId + "]";
        }
    }

    public static KeyOrder of(List<KeyBinding> bindings) {
        Map<String, Source> bound = new LinkedHashMap<>();
        bindings.stream()
                .filter(binding -> !binding.isWrite())
                .forEach(binding -> bound.put(binding.getReference(), Source.of(binding)));
        return new KeyOrder(bound, KeyBinding.toWriteMap(bindings));
    }
}
