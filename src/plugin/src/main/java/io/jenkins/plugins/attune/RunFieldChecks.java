package io.jenkins.plugins.attune;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The checks of the fields that the pipeline step and the build step have in common. */
public interface RunFieldChecks {
    @POST
    default FormValidation doCheckAction(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).action(value);
    }

    @POST
    default FormValidation doCheckParameters(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::parameters);
    }

    @POST
    default FormValidation doCheckEnv(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::variables);
    }

    @POST
    default FormValidation doCheckTimeout(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::seconds);
    }

    @POST
    default FormValidation doCheckLogLimit(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::size);
    }

    @POST
    default FormValidation doCheckConsoleLimit(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::size);
    }

    @POST
    default FormValidation doCheckResultLimit(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, FormText::size);
    }

    @POST
    default FormValidation doCheckResultFile(@AncestorInPath @CheckForNull Item item, @QueryParameter String value) {
        return FormChecks.in(item).text(value, text -> ResultHandover.of(null, Util.fixEmptyAndTrim(text)));
    }
}
