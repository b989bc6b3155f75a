package io.jenkins.plugins.attune.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Action.About;
import io.jenkins.plugins.attune.engine.schema.SchemaReader;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads {@code pack.yaml}, to its end whatever is wrong in it. */
final class ManifestReader {
    private static final String REF = "ref";
    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final String LABEL = "label";
    private static final String DEPENDENCIES = "dependencies";

    /** Semantic versioning 2.0.0, with less care for leading zeros. */
    private static final Pattern SEMVER =
            Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?");

    private final YamlObject fields;
    private final Consumer<Problem> problems;

    ManifestReader(YamlObject fields, Consumer<Problem> problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** The manifest, which is no use where an error was reported. */
    PackManifest read() {
        KnownFields.check(fields, KnownFields.OF_PACK);
        String ref = ref();
        YamlObject lenient = fields.lenient();
        String version = version();
        checkConfigSchema();
        if (!fields.has(LABEL) && !fields.has(NAME)) {
            lenient.missing(LABEL, "people see it in lists");
        }
        String label = lenient.text(LABEL, lenient.text(NAME, ref == null ? "" : ref));
        About about =
                new About(label, lenient.text("description", ""), lenient.texts("tags"), fields.flag("enabled", true));
        List<String> runtimes = lenient.texts("runtime_deps");
        ObjectNode raw = (ObjectNode) fields.document().root();
        return new PackManifest(ref == null ? "" : ref, about, version, runtimes, dependencies(), raw);
    }

    /** The pack's reference, without a report where it is missing or wrong. */
    @CheckForNull
    static String refOf(JsonNode manifest) {
        String ref = manifest.path(REF).asText(manifest.path(NAME).asText());
        return isRef(ref) ? ref : null;
    }

    private static boolean isRef(String text) {
        return text.length() < ActionRef.MAX_LENGTH / 2
                && ActionRef.PACK.matcher(text).matches();
    }

    @CheckForNull
    private String ref() {
        // StackStorm's older packs have a name only, which then is the reference.
        String field = fields.has(REF) ? REF : NAME;
        if (!fields.has(field)) {
            fields.missing(REF, "it names the pack, in lower case letters, digits, '_' and '-'");
            return null;
        }
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        if (!isRef(text)) {
            fields.error(
                    field,
                    "bad-ref",
                    "'" + YamlObject.shown(text) + "' is no name of a pack: lower case letters, digits, '_' and '-',"
                            + " beginning with a letter or digit");
            return null;
        }
        return text;
    }

    private String version() {
        if (!fields.has(VERSION)) {
            fields.missing(VERSION, "a semantic version such as 1.0.0");
            return "";
        }
        String text = fields.textAsWritten(VERSION);
        if (text != null && !SEMVER.matcher(text).matches()) {
            fields.error(
                    VERSION,
                    "bad-version",
                    "'" + YamlObject.shown(text) + "' is no semantic version such as 1.0.0 or 1.2.0-beta.1");
        }
        return text == null ? "" : text;
    }

    /**
     * Refs of other packs, perhaps with {@code @} and a range of versions: a list, or a mapping that has such a list in
     * {@code packs} beside versions of other things.
     */
    private List<String> dependencies() {
        YamlObject lenient = fields.lenient();
        if (fields.get(DEPENDENCIES) instanceof ObjectNode) {
            return lenient.object(DEPENDENCIES).map(map -> map.texts("packs")).orElse(List.of());
        }
        return lenient.texts(DEPENDENCIES);
    }

    /** Configuration of packs is not used here, so nothing wrong in its schema makes the pack unusable. */
    private void checkConfigSchema() {
        if (fields.has("conf_schema")) {
            SchemaReader.read(
                    fields.document(),
                    fields.pointer("conf_schema"),
                    SchemaReader.Kind.PARAMETERS,
                    problem -> problems.accept(new Problem(
                            Severity.WARNING,
                            problem.file(),
                            problem.line(),
                            problem.column(),
                            problem.rule(),
                            problem.message())));
        }
    }
}
