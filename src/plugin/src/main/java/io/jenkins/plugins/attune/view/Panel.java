package io.jenkins.plugins.attune.view;

/** Holds the views that pages have in common: the side panel, tables and small parts of them. */
public final class Panel {
    private Panel() {}
}
