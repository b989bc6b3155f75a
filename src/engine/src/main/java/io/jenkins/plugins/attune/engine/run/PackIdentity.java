package io.jenkins.plugins.attune.engine.run;

/**
 * Which pack ran.
 *
 * @param version as its manifest says
 * @param sha256 of its content, in hexadecimal; whoever changes a file of the pack changes this
 */
public record PackIdentity(String ref, String version, String sha256) {}
