package io.jenkins.plugins.attune.page;

/** A queue's name, and where it is shown. */
public record QueueLink(String key) {
    /** Address below the one of Jenkins, with a slash at the end. */
    public String getPath() {
        return AttuneRootAction.URL + "/queue/" + QueueToken.of(key) + "/";
    }

    public String getKey() {
        return key;
    }
}
