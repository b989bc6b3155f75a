package io.jenkins.plugins.attune.engine.pack;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.pack.Action.About;
import io.jenkins.plugins.attune.engine.pack.Action.Contract;
import io.jenkins.plugins.attune.engine.pack.Action.Limits;
import io.jenkins.plugins.attune.engine.pack.Action.Program;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one action's file, to its end whatever is wrong in it. */
final class ActionReader {
    private static final String REF = "ref";

    /** Stands for the pack where its manifest does not tell its reference; such an action is never handed out. */
    private static final String NO_PACK = "unknown";

    private final YamlObject fields;
    private final PackContext context;
    private final Consumer<Problem> problems;

    ActionReader(YamlObject fields, PackContext context, Consumer<Problem> problems) {
        this.fields = fields;
        this.context = context;
        this.problems = problems;
    }

    /** The action, which is no use where an error was reported; empty where not even its name can be told. */
    Optional<Action> read() {
        KnownFields.check(fields, KnownFields.OF_ACTION);
        ActionRef ref = ref();
        Program program = new ProgramReader(fields, context).read();
        Contract contract = ContractReader.read(fields, problems);
        Limits limits = LimitsReader.read(fields);
        boolean enabled = fields.flag("enabled", true);
        if (ref == null) {
            return Optional.empty();
        }
        YamlObject lenient = fields.lenient();
        String label = lenient.text("label", ref.name());
        About about = new About(label, lenient.text("description", ""), lenient.texts("tags"), enabled);
        return Optional.of(new Action(
                ref, about, program, contract, limits, fields.document().file()));
    }

    @CheckForNull
    private ActionRef ref() {
        String text = fields.text(REF);
        if (text == null) {
            return fields.has(REF) ? null : derived();
        }
        ActionRef ref;
        try {
            ref = ActionRef.parse(text);
        } catch (IllegalArgumentException e) {
            fields.error(
                    REF,
                    "bad-ref",
                    "'" + YamlObject.shown(text) + "' is no reference of the form <pack>.<action>, of letters, digits,"
                            + " '_' and '-'");
            return null;
        }
        if (context.packRef() != null && !ref.pack().equals(context.packRef())) {
            String message = "the action says it belongs to the pack '" + YamlObject.shown(ref.pack())
                    + "', and the pack is '" + context.packRef() + "'";
            fields.error(REF, "ref-mismatch", message);
        }
        return ref;
    }

    @CheckForNull
    private ActionRef derived() {
        String name = StackStorm.nameOf(fields);
        String file = fields.document().file();
        String stem = stem(file);
        try {
            String pack = context.packRef();
            return new ActionRef(pack == null ? NO_PACK : pack, name == null ? stem : name);
        } catch (IllegalArgumentException e) {
            String message = "there is no 'ref', and none can be made of the name of the file";
            fields.error("bad-ref", message);
            return null;
        }
    }

    /** The name of a file without its directory and extension. */
    static String stem(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.lastIndexOf('.'));
    }
}
