/** What an administrator sets for all runs: their limits, how many go on at a time, how long their traces are kept. */
@DefaultAnnotation(NonNull.class)
package io.jenkins.plugins.attune.config;

import edu.umd.cs.findbugs.annotations.DefaultAnnotation;
import edu.umd.cs.findbugs.annotations.NonNull;
