/** Tests against Jenkins; the ones named {@code IT} start one. */
package io.jenkins.plugins.attune;
