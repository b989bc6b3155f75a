package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import io.jenkins.plugins.attune.engine.delivery.SecretObject;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A credential of a known kind, of which parts can be taken. */
record OpenCredential<C extends IdCredentials>(CredentialKind<C> kind, C credential) {
    /** Whether it is nothing but one text, or file. */
    boolean isSingle() {
        return kind.parts().size() == 1;
    }

    List<String> partNames() {
        return kind.partNames();
    }

    /** The only part. */
    SecretValue single() throws IOException {
        return kind.parts().get(0).reader().read(credential);
    }

    /** Empty where there is no part of this name. */
    Optional<SecretValue> part(String name) throws IOException {
        for (CredentialPart<C> part : kind.parts()) {
            if (part.name().equals(name)) {
                return Optional.of(part.reader().read(credential));
            }
        }
        return Optional.empty();
    }

    /** All parts as one JSON object. */
    SecretValue object() throws IOException {
        Map<String, SecretValue> parts = parts();
        try {
            return SecretObject.of(parts);
        } finally {
            parts.values().forEach(SecretValue::close);
        }
    }

    /** All parts by name; the caller wipes them. */
    Map<String, SecretValue> parts() throws IOException {
        Map<String, SecretValue> parts = new LinkedHashMap<>();
        boolean done = false;
        try {
            for (CredentialPart<C> part : kind.parts()) {
                parts.put(part.name(), part.reader().read(credential));
            }
            done = true;
            return parts;
        } finally {
            if (!done) {
                parts.values().forEach(SecretValue::close);
            }
        }
    }

    /** Names of the parts that must not be shown. */
    Set<String> hiddenNames() {
        return kind.parts().stream()
                .filter(part -> part.hidden().test(credential))
                .map(CredentialPart::name)
                .collect(Collectors.toSet());
    }

    /**
     * What must not be shown of what was taken, each on its own.
     *
     * @param taken name of the one part that was taken, or empty where all were
     */
    List<SecretValue> hidden(String taken) throws IOException {
        List<SecretValue> hidden = new ArrayList<>();
        for (CredentialPart<C> part : kind.parts()) {
            if ((taken.isEmpty() || part.name().equals(taken)) && part.hidden().test(credential)) {
                hidden.add(part.reader().read(credential));
            }
        }
        return hidden;
    }

    /** The id only. */
    @Override
    public String toString() {
        return "OpenCredential[" + credential.getId() + "]";
    }
}
