package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.runtime.Programs;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor;
import io.jenkins.plugins.attune.engine.runtime.RuntimeDescriptor.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The interpreters of a place that only a launcher reaches: the questions are written into the control directory, a
 * script asks them there, and its answers are read back.
 */
final class DetachedProbe implements Programs {
    static final String SCRIPT = "probe.sh";

    private static final String QUESTIONS = "questions";

    /** What is read of an answer, in bytes. */
    private static final int ANSWER_BYTES = 16 << 10;

    private final ControlDirectory control;
    private final List<List<String>> questions;

    DetachedProbe(ControlDirectory control, RunRequest.Program program) {
        this.control = control;
        Set<List<String>> all = new LinkedHashSet<>(questions(program.runtime().descriptor()));
        program.required().values().forEach(needed -> all.addAll(questions(needed.descriptor())));
        questions = List.copyOf(all);
    }

    /** A program alone is looked for; one with arguments is asked, too. */
    private static List<List<String>> questions(RuntimeDescriptor descriptor) {
        List<List<String>> questions = new ArrayList<>();
        String own = descriptor.launch().binary();
        if (own != null) {
            questions.add(List.of(own));
        }
        descriptor.probes().forEach(probe -> questions.add(question(probe)));
        descriptor.versions().forEach(entry -> entry.probes().forEach(probe -> questions.add(question(probe))));
        return questions;
    }

    private static List<String> question(Probe probe) {
        List<String> question = new ArrayList<>();
        question.add(probe.binary());
        question.addAll(probe.args());
        return question;
    }

    /**
     * Writes the questions down.
     *
     * @param path the run's own {@code PATH}, or null for that of the place
     * @param words none so far
     */
    void write(@CheckForNull String path, DetachedWords words) throws IOException {
        if (path != null) {
            words.group("path", path);
        }
        for (int number = 0; number < questions.size(); number++) {
            List<String> group = new ArrayList<>();
            group.add(questions.get(number).size() == 1 ? "look" : "ask");
            group.add(Integer.toString(number));
            group.addAll(questions.get(number));
            words.group(group);
        }
        words.write(control.file(QUESTIONS));
        SupervisorCall.writeScript(control, SCRIPT);
    }

    boolean answered() {
        return Files.exists(control.file("asked"));
    }

    @Override
    public Optional<String> find(String binary, String path) {
        for (int number = 0; number < questions.size(); number++) {
            if (questions.get(number).get(0).equals(binary)) {
                String found = answer("found", number);
                if (!found.isEmpty()) {
                    return Optional.of(found.strip());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Answer ask(String binary, Probe probe) {
        int number = questions.indexOf(question(probe));
        String status = number < 0 ? "" : answer("status", number);
        return status.isEmpty()
                ? Answer.no()
                : Answer.of(Integer.parseInt(status.strip()), answer("said", number), probe);
    }

    private String answer(String kind, int number) {
        try {
            byte[] said = StreamFiles.read(control.file(kind + "." + number), 0, ANSWER_BYTES);
            return new String(said, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("an interpreter's answer can't be read", e);
        }
    }
}
