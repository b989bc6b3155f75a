package io.jenkins.plugins.attune.engine.schema;

/**
 * What a caller may do.
 *
 * @param literalSecrets a secret parameter may be given like any other, which leaves it in logs and saved state, and is
 *     warned of
 */
public record ParameterPolicy(boolean literalSecrets) {}
