package io.jenkins.plugins.attune.engine.schema;

/**
 * What a caller may do.
 *
 * @param literalSecrets a secret parameter may be given like any other, where it ends up in logs and saved state
 */
public record ParameterPolicy(boolean literalSecrets) {}
