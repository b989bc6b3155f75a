package io.jenkins.plugins.attune.engine.keys;

/**
 * The run that keys belong to.
 *
 * @param token what a caller shows: the run's id where the system tells who calls, else a secret of this run alone
 * @param artifacts directory for files the action leaves
 */
public record KeyOwner(String executionId, String token, String pack, String action, String artifacts) {
    /** Whether the system is asked who calls, so that the token need be no secret. */
    public boolean callersAreKnown() {
        return token.equals(executionId);
    }

    /** Without the token, which may be a secret. */
    @Override
    public String toString() {
        return "KeyOwner[" + executionId + "]";
    }
}
