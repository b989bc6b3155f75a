package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.KeyBinding;
import io.jenkins.plugins.attune.config.KeyLevel;
import io.jenkins.plugins.attune.config.KeyLevels;
import io.jenkins.plugins.attune.engine.delivery.KeyDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Makes the keys of a run of credentials, as the build may see them, and of what the block around it keeps.
 *
 * <p>The block goes before the step, the step before the nearest folder, folders before the system configuration.
 */
final class BuildKeys {
    /** What binds a key where the step itself does. */
    static final String STEP = "step";

    /** All keys of a run together: to hide a byte takes hundreds of memory on the controller. 256 KiB. */
    static final int MAX_BYTES = 256 << 10;

    private static final String BLOCK = "attuneKeys block, where an action wrote it";

    private final Run<?, ?> build;
    private final BuildCredentials credentials;
    private final Map<String, KeyDocument> documents = new TreeMap<>();
    private final SortedMap<String, String> places = new TreeMap<>();
    private final SortedSet<String> used = new TreeSet<>();

    BuildKeys(Run<?, ?> build) {
        this.build = build;
        credentials = new BuildCredentials(build);
    }

    /** The same order with what is bound above the job, where the call has to do with it. */
    KeyOrder complete(KeyOrder order, Predicate<String> named) {
        Map<String, KeyOrder.Source> bound = new LinkedHashMap<>();
        Map<String, String> written = new LinkedHashMap<>(order.written());
        order.bound().keySet().forEach(reference -> places.put(reference, STEP));
        for (KeyLevel level : KeyLevels.above(build.getParent())) {
            for (KeyBinding binding : level.getBindings()) {
                String reference = binding.getReference();
                if (named.test(reference) && binding.isWrite()) {
                    written.putIfAbsent(reference, binding.getCredentialsId());
                } else if (named.test(reference) && places.putIfAbsent(reference, level.place()) == null) {
                    bound.put(reference, KeyOrder.Source.of(binding));
                }
            }
        }
        bound.putAll(order.bound());
        return new KeyOrder(bound, written);
    }

    /**
     * Looks the keys up; once.
     *
     * @param order complete
     * @param block null where there is none
     * @throws InvalidParametersException where a credential is missing, or does not fit
     */
    BoundKeys bind(KeyOrder order, @CheckForNull KeyBlock block) throws InvalidParametersException, IOException {
        if (order.equals(KeyOrder.NONE) && block == null) {
            return BoundKeys.none();
        }
        boolean done = false;
        try {
            if (block != null) {
                for (Map.Entry<String, SecretValue> kept : block.values().entrySet()) {
                    documents.put(kept.getKey(), KeyDocument.ofJson(kept.getValue()));
                    places.put(kept.getKey(), BLOCK);
                }
            }
            for (Map.Entry<String, KeyOrder.Source> entry : order.bound().entrySet()) {
                if (!documents.containsKey(entry.getKey())) {
                    documents.put(entry.getKey(), document(entry.getKey(), entry.getValue()));
                    places.putIfAbsent(entry.getKey(), STEP);
                }
            }
            requireSize();
            List<SecretValue> hidden = new ArrayList<>();
            documents.values().forEach(document -> document.secrets()
                    .forEach(secret -> hidden.add(secret.withBytes(bytes -> SecretValue.taking(bytes.clone())))));
            RunKeySet set = RunKeySet.of(documents);
            done = true;
            boolean secretToken = AttuneConfiguration.get().getKeys().isSecretTokens();
            return new BoundKeys(
                    order, secretToken ? set.allowingSecretToken() : set, hidden, new BoundKeys.Origins(places, used));
        } finally {
            if (!done) {
                documents.values().forEach(KeyDocument::close);
            }
        }
    }

    private void requireSize() throws InvalidParametersException {
        int size = documents.values().stream()
                .mapToInt(document -> document.json().length())
                .sum();
        if (size > MAX_BYTES) {
            throw new InvalidParametersException(
                    "the keys of the run have " + size + " bytes together, and may have " + MAX_BYTES,
                    null,
                    "Bind fewer or smaller keys.");
        }
    }

    private KeyDocument document(String reference, KeyOrder.Source source) throws InvalidParametersException {
        BuildCredentials.Wanted wanted = credentials.find("key '" + reference + "'", source.credentialsId());
        OpenCredential<?> open = wanted.open();
        used.add(open.credential().getId());
        try {
            if (!wanted.part().isEmpty() && !open.partNames().contains(wanted.part())) {
                throw BuildCredentials.unknownPart(wanted);
            }
            if (source.template() == null && wanted.part().isEmpty() && open.isSingle()) {
                return KeyDocument.of(open.single());
            }
            return KeyDocument.of(shape(source, wanted), open.parts(), open.hiddenNames());
        } catch (IOException e) {
            throw wanted.unreadable(e);
        } catch (IllegalArgumentException e) {
            throw new InvalidParametersException(
                    "key '" + reference + "': " + e.getMessage(), null, "Change its template, or its credential.", e);
        }
    }

    /** A template of plain values: what was written, one part, or an object of all. */
    private static Object shape(KeyOrder.Source source, BuildCredentials.Wanted wanted) {
        Map<String, Object> template = source.template();
        if (template != null) {
            return template;
        }
        return wanted.part().isEmpty()
                ? wanted.open().partNames().stream()
                        .collect(Collectors.toMap(name -> name, name -> "#" + name, (a, b) -> a, TreeMap::new))
                : "#" + wanted.part();
    }
}
