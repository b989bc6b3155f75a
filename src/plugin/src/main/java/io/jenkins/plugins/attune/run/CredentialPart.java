package io.jenkins.plugins.attune.run;

import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * One part of a kind of credential, such as the password of a user.
 *
 * @param name by which people choose it, after the {@code #}
 * @param hidden whether it is to be hidden wherever it is printed; a user's name often is no secret
 */
record CredentialPart<C>(String name, Predicate<C> hidden, Reader<C> reader) {
    /** Takes a part out of a credential; fails with words that do not quote it. */
    interface Reader<C> {
        SecretValue read(C credential) throws IOException;
    }

    static <C> CredentialPart<C> secret(String name, Reader<C> reader) {
        return new CredentialPart<>(name, credential -> true, reader);
    }
}
