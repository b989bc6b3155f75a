package io.jenkins.plugins.attune.engine.pack;

import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runtimes an action may name: those of its own pack first, then the built-in ones. */
record Runtimes(List<RuntimeDescriptor> descriptors) {
    Runtimes {
        descriptors = List.copyOf(descriptors);
    }

    static Runtimes of(Collection<RuntimeDescriptor> own, Collection<RuntimeDescriptor> builtIn) {
        return new Runtimes(Stream.concat(own.stream(), builtIn.stream()).toList());
    }

    Optional<RuntimeDescriptor> find(String nameOrAlias) {
        return descriptors.stream()
                .filter(descriptor -> descriptor.answersTo(nameOrAlias))
                .findFirst();
    }

    /** One name of each, for messages. */
    String shown() {
        List<String> names = descriptors.stream()
                .map(descriptor -> descriptor.names().findFirst().orElse(descriptor.name()))
                .distinct()
                .sorted()
                .toList();
        return names.isEmpty() ? "none is known" : "known are " + String.join(", ", names);
    }
}
