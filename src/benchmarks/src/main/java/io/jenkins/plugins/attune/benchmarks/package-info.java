/** Benchmarks of the engine, to be run by hand; see the README of this module. */
package io.jenkins.plugins.attune.benchmarks;
