package io.jenkins.plugins.attune.engine.pack;

import java.util.List;
import java.util.Set;

/**
 * The fields that mean something, so that a slip of the pen in one is noticed.
 *
 * <p>Any other field is kept and ignored: packs hold what other platforms read.
 */
final class KnownFields {
    static final Set<String> OF_PACK = Set.of(
            "ref",
            "name",
            "label",
            "description",
            "version",
            "author",
            "email",
            "system",
            "enabled",
            "conf_schema",
            "config",
            "meta",
            "tags",
            "keywords",
            "contributors",
            "python_versions",
            "stackstorm_version",
            "runtime_deps",
            "dependencies",
            "testing");

    static final Set<String> OF_ACTION = Set.of(
            "ref",
            "name",
            "pack",
            "pack_ref",
            "label",
            "description",
            "tags",
            "enabled",
            "runner_type",
            "entry_point",
            "workflow_file",
            "runtime_version",
            "required_worker_runtimes",
            "parameter_delivery",
            "parameter_format",
            "output_format",
            "parameters",
            "output",
            "output_schema",
            "timeout",
            "timeout_seconds",
            "concurrency",
            "log_retention_policy",
            "log_retention_limit",
            "default_execution_permission_set_refs",
            "worker_selector",
            "worker_tolerations",
            "worker_affinity",
            "examples",
            "notify",
            "meta");

    /** Shorter names are near to too many others. */
    private static final int MIN_LENGTH = 5;

    private KnownFields() {}

    /** Warns of every field one slip away from a known one that is not there itself. */
    static void check(YamlObject fields, Set<String> known) {
        for (String name : fields.names()) {
            if (name.length() < MIN_LENGTH || known.contains(name)) {
                continue;
            }
            List<String> meant = known.stream()
                    .filter(field -> field.length() >= MIN_LENGTH && !fields.has(field))
                    .filter(field -> NearestNames.distance(name, field) <= 1)
                    .sorted()
                    .toList();
            if (!meant.isEmpty()) {
                fields.warning(
                        name,
                        "unknown-field-like",
                        "the field '" + YamlObject.shown(name) + "' means nothing; perhaps '" + meant.get(0) + "'");
            }
        }
    }
}
